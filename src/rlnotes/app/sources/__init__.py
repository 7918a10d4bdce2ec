"""The lock of sources: records that were asked for or taken in, merged, brought up to date and looked through."""
