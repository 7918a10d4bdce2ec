"""The words that made-up notes consist of."""

from __future__ import annotations

from typing import Final

WORDS: Final = tuple(
    """
    a about above across after again against agent all also although always among an and answer any are as at
    average away baseline batch be because become before behaviour belief below best better between bias both bound
    budget but by calibration can case chain change check claim clear collapse common compare cost could coverage
    credit critic curve data decay decision depth detail difference distance diversity each early effect entropy
    episode error estimate even every evidence example expert exploration failure fall few final first fixed for form
    from gain gap general given gradient group grow half hard held hint how however human idea if in increase inside
    into is it its judge kind label large later learning length less level limit little long loss low many mark
    matter mean measure memory method middle model more most moves much must narrow near need new next no noise not
    number objective of off often old on once one only open or order other our out over own pair part pass path
    penalty plan policy position power preference prior problem process proof prompt question random range rate reach
    reading reason reference result return reward right rise rollout room rule sample scale score search second seed
    sense several share short should show side signal simple since single size small so some source space step still
    stop strong study sum support surprise table target task temperature than that the their them then theory there
    these they thing this those through time to token too tool training tree trial true turn two under until up use
    value variance verifier very was way weak weight well what when where which while whole why wide with without
    work would wrong yet
    """.split()
)

TAGS: Final = tuple(
    """
    agents alignment attention benchmarks calibration compute credit-assignment critics curricula data decoding
    distillation diversity efficiency entropy evaluation exploration feedback generalisation hubs-of-thought
    interpretability judges language mathematics memory method negative-results optimisers planning preference-models
    pretraining proofs rewards rlvr sampling scaling search self-play tools verifiers
    """.split()
)

CODE: Final = """\
def advantage(rewards: list[float], spread: float = 1e-6) -> list[float]:
    mean = sum(rewards) / len(rewards)  # of the group
    variance = sum((reward - mean) ** 2 for reward in rewards) / len(rewards)
    return [(reward - mean) / (variance**0.5 + spread) for reward in rewards]
"""
