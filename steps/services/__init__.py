"""Verbs for steps: planning and ending them, and handing them over from one unit to another."""

from steps.services.beginning import begin_proposed
from steps.services.hand_overs import HandOverChanged, ask_to_take_over, decline_hand_over, keep_step, take_over
from steps.services.planning import StepHasEnded, StepPlan, cancel_step, finish_step, plan_step

__all__ = [
    "HandOverChanged",
    "StepHasEnded",
    "StepPlan",
    "ask_to_take_over",
    "begin_proposed",
    "cancel_step",
    "decline_hand_over",
    "finish_step",
    "keep_step",
    "plan_step",
    "take_over",
]
