"""What the pipeline does with whole collections, from nothing and from what an earlier build knew."""
