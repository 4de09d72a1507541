"""Each edit takes one check away. The matrix must turn red on every one of them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Edit:
    """`old` stands once in the file. `first`: words of the tests that are asked before the others, to be quick."""

    file: str
    removes: str
    old: str
    new: str
    first: str = ""


def of(file: str, *edits: tuple[str, ...]) -> tuple[Edit, ...]:
    return tuple(Edit(file, *each) for each in edits)


READS, PLAN, WORDS = "patient_plan", "my_plan", "test_reads"
RELATION = 'CareRelation.objects.current(NOW).filter(patient=OuterRef("pk"), unit=UNIT)'
CONSENT = 'patient=OuterRef("pk"), unit=UNIT, kind=ConsentKind.SHARED_DOCUMENTATION'
OPENING = '.filter(Q(professional=None) | Q(professional=professional), patient=OuterRef("pk"), unit=unit)'
THEIRS = "    return _first(theirs.filter(unit=access.unit_id) if access.is_staff else theirs)"
READER = "    if assignment is None or assignment.role not in READERS:\n        _refuse(viewer, how, what, {}, now)"
REVIEWED = "filter(provider=access.provider_id, public_id=public_id)"

GATE = (
    *of(
        "access/gate.py",
        ("ages, at the gate", "if mandate is None or not leave.scopes:", "if mandate is None:", PLAN),
        ("the units of an exception by age", "        only_units=leave.only_units,\n", "", WORDS),
        ("the scopes of a mandate", "        scopes=leave.scopes,\n", "", WORDS),
        ("roles that read no care", READER.format("patient"), READER.format("patient").replace(
            " or assignment.role not in READERS", ""), READS),
        ("roles that read no lists", READER.format("None"), READER.format("None").replace(
            " or assignment.role not in READERS", ""), "worklist"),
        ("the care relation", "is_cared_for = found is not None and (found.is_in_care or Opens.CARE in kinds)", "is_cared_for = found is not None",
         READS),
        ("inner blocks", "blocked_units=tuple(unit for unit in found.blocked_units if unit not in lifted),", "", WORDS),
        ("outer blocks", "        blocked_providers=tuple(found.blocked_providers),\n", "", WORDS),
        ("consent to shared documentation", "found.shares_documentation or Opens.OTHERS in kinds", "True", WORDS),
        ("what an opening opens", "found.shares_documentation or Opens.OTHERS in kinds",
         "found.shares_documentation or bool(kinds)", WORDS),
        ("the role of the reviewer", "if assignment is None or not reviews_log(viewer):", "if assignment is None:",
         "review_log"),
        ("the role of the editor", "if assignment is None or not edits_knowledge(viewer):", "if assignment is None:",
         "editorial"),
        ("who keeps templates", "if assignment is None or not keeps_templates(viewer):", "if assignment is None:",
         "templates"),
        ("what one came for", "is_allowed = needs is None or needs in access.may", "is_allowed = True", "GET"),
        ("the refusal after the line", "    require(is_allowed)\n", "", "GET"),
    ),
    *of(
        "access/lookups.py",
        ("whose mandate", ".filter(login=LOGIN)", ".filter(**({'login': LOGIN} if is_own else {}))", PLAN),
        ("for whom a mandate is", "rows.opening(NOW).filter(patient__public_id=PATIENT)", "rows.opening(NOW)", PLAN),
        ("that one's own is one's own", "rows.opening_own(NOW)", "rows.opening(NOW)", PLAN),
        ("the end of a care relation", RELATION, RELATION.replace(".current(NOW)", ""), READS),
        ("the unit of a care relation", RELATION, RELATION.replace(", unit=UNIT", ""), READS),
        ("the patient of a care relation", RELATION, RELATION.replace('patient=OuterRef("pk"), ', ""), READS),
        ("the end of a block", 'Block.objects.current(NOW).filter(patient=OuterRef("pk"))',
         'Block.objects.filter(patient=OuterRef("pk"))', WORDS),
        ("the patient of a block", 'Block.objects.current(NOW).filter(patient=OuterRef("pk"))',
         "Block.objects.current(NOW)", WORDS),
        ("the end of a consent", "Consent.objects.current(NOW).filter(", "Consent.objects.filter(", WORDS),
        ("the unit of a consent", CONSENT, CONSENT.replace(" unit=UNIT,", ""), WORDS),
        ("the kind of a consent", CONSENT, 'patient=OuterRef("pk"), unit=UNIT', WORDS),
        ("the patient of a consent", CONSENT, CONSENT.replace('patient=OuterRef("pk"), ', ""), WORDS),
    ),
    *of(
        "access/models/mandates.py",
        ("the end of a mandate",
         "return self.current(now).filter(state=MandateState.ACTIVE)", "return self.filter(state=MandateState.ACTIVE)",
         PLAN),
        ("the mandates of protected persons", ".filter(is_safe, is_decided)", ".filter(is_decided)", PLAN),
        ("the region's leave to proxies", ".filter(is_safe, is_decided)", ".filter(is_safe)", "proxies"),
        ("the protection of the patient", "~Q(patient__protection=Protection.NONE) | Q(Exists(others))",
         "Q(Exists(others))", PLAN),
        ("the end of a code",
         "state=MandateState.REQUESTED, until__gt=now).exclude", "state=MandateState.REQUESTED).exclude",
         "code"),
        ("whose age rules",
         'AgeRule.objects.decided(today).filter(kind=OuterRef("kind"))', "AgeRule.objects.decided(today)",
         PLAN),
        ("for whom an exception by age is", 'filter(patient=OuterRef("patient"), kind=OuterRef("kind"))',
         'filter(kind=OuterRef("kind"))', PLAN),
    ),
    *of(
        "access/ages.py",
        ("the age at which it ends", ' and (rule["until_age"] is None or age < rule["until_age"])', "", PLAN),
        ("ages altogether", "if MandateKind(kind) not in BY_AGE:", "if True:", PLAN),
        ("that an exception by age is to read",
         "Leave(open_now | scopes & READING, tuple", "Leave(scopes, tuple", "answer_survey"),
    ),
    *of(
        "access/roles.py",
        ("that reviewers read no care", "READERS = frozenset({", "READERS = frozenset({Role.REVIEWER, ", READS),
        ("that schedulers do not document", "Role.SCHEDULER: NOTES | {", "Role.SCHEDULER: NOTES | {May.DOCUMENT, ",
         "write_agreement"),
        ("that clinicians do not appoint",
         "Role.CLINICIAN: NOTES | DOCUMENTS | {", "Role.CLINICIAN: NOTES | DOCUMENTS | {May.APPOINT, ", "contact"),
        ("that coordinators do not vouch", "Role.COORDINATOR: NOTES | DOCUMENTS | {", "Role.COORDINATOR: NOTES | DOCUMENTS | {May.VOUCH, ",
         "patient_mandates"),
        ("that coordinators do not assess", "Role.COORDINATOR: NOTES | DOCUMENTS | {", "Role.COORDINATOR: NOTES | DOCUMENTS | {May.ASSESS, ",
         "relatives"),
        ("the scopes that an answer needs", " if needed <= leave.scopes}", "}", "ask_about"),
        ("that a guardian cannot leave",
         "MandateKind.GUARDIAN: frozenset()", "MandateKind.GUARDIAN: frozenset({May.LEAVE})",
         "leave_mandate"),
        ("who runs the program", " and viewer.assignment.role == Role.ADMINISTRATOR", "", "operations"),
    ),
)  # fmt: skip

ROWS = (
    *of(
        "access/visibility.py",
        ("approval for the patient",
         "Q(approved_for_patient=True) if self.is_for_patient else Q()\n        if", "Q()\n        if",
         WORDS),
        ("approval for the patient, on paper from staff", "not access.is_staff or access.how == How.PDF",
         "not access.is_staff", WORDS),
        ("the units of an exception by age, in rows", "if self.is_of_some_units:", "if False:", WORDS),
        ("inner blocks in rows", "self.own_unit | (self.own_provider & ~self.blocked_unit)",
         "self.own_unit | self.own_provider", WORDS),
        ("other providers in rows", " if self.sees_other_providers else bars.open_at_provider", "", WORDS),
        ("outer blocks in rows", " & ~self.blocked_provider & ~self.blocked_unit", " & ~self.blocked_unit", WORDS),
        ("inner blocks between providers",
         " & ~self.blocked_provider & ~self.blocked_unit", " & ~self.blocked_provider", WORDS),
    ),
    *of(
        "access/models/owned.py",
        ("whose rows", "self.filter(patient=access.patient).filter(", "self.filter(", "time"),
        ("visibility of rows", ".filter(shape.visible(values))", "", "survey_answers"),
        ("blocks in lists", 'kind=BlockKind.INNER, unit=OuterRef("unit")', "kind=BlockKind.INNER, unit=None", "lists"),
        ("the provider in lists", "own_provider=Q(provider=access.provider_id)", "own_provider=Q(unit__gt=0)", "lists"),
        ("consent in lists", "(Q(Exists(consents)) & bars.shared)", "bars.shared", "lists"),
    ),
    *of(
        "access/seen.py",
        ("the scope of a part", "if not access.opens(self.scope):", "if False:", WORDS),
        ("whose rows, when read", '.filter(patient=params["patient"])', "", WORDS),
    ),
    *of(
        "access/openings.py",
        ("the end of an opening", "Opening.objects.current(now)", "Opening.objects", READS),
        ("for whom an opening is",
         OPENING, OPENING.replace("Q(professional=None) | Q(professional=professional), ", ""),
         READS),
        ("the patient of an opening", OPENING, OPENING.replace(' patient=OuterRef("pk"),', ""), READS),
        ("the unit of an opening", OPENING, OPENING.replace(", unit=unit", ""), READS),
        ("that a lifted block is the one that stands", "(stands & of_ours)", "of_ours", WORDS),
        ("that a block is lifted by its own provider", "(stands & of_ours)", "stands", WORDS),
        ("for whom an opening is, in searches", ".filter(mine, opens", ".filter(opens", "find_patient"),
        ("the end of an opening, in searches", "Opening.objects.current(access.opened_at)", "Opening.objects",
         "find_patient"),
    ),
    *of(
        "access/search.py",
        ("that one finds one's own patients", "is_ours=Q(is_cared_for) | Q(is_opened_to(access))",
         "is_ours=Q(pk__isnull=False)", "find_patient"),
        ("the end of a care relation, in lists", "CareRelation.objects.current(now).filter(unit=access.unit_id)",
         "CareRelation.objects.filter(unit=access.unit_id)", "find_patient"),
        ("the unit of a care relation, in lists", "CareRelation.objects.current(now).filter(unit=access.unit_id)",
         "CareRelation.objects.current(now)", "find_patient"),
    ),
    *of(
        "agreements/lookups.py",
        ("whose agreement", "Agreement.objects.visible_to(access).filter(public_id=agreement)",
         "Agreement.objects.filter(public_id=agreement)", "agreement"),
        ("the unit of an agreement", "filter(unit=access.unit_id, public_id=agreement)", "filter(public_id=agreement)",
         "agreement"),
        ("the unit of a question",
         "visible_to(access).filter(unit=access.unit_id))", "visible_to(access))", "question"),
        ("the unit of a pin", "visible_to(access).filter(unit=access.unit_id)\n", "visible_to(access)\n", "unpin_from"),
    ),
    *of(
        "agreements/services/answers.py",
        ("the unit of a commitment", "        unit=access.unit_id,\n        asked_at", "        asked_at", "commitment"),
    ),
    *of(
        "bookings/lookups.py",
        ("whose time", "Booking.objects.visible_to(access).select_related", "Booking.objects.select_related", "time"),
        ("the unit of a time", "if found.unit_id != access.unit_id:", "if False:", "time"),
    ),
    *of(
        "contacts/lookups.py",
        ("the unit of a contact", "public_id=contact, unit=access.unit_id", "public_id=contact", "contact"),
    ),
    *of(
        "knowledge/editorial.py",
        ("the provider of an editor", "ours = Resource.objects.filter(team__providers=access.provider_id)",
         "ours = Resource.objects.filter()", "preview_resource"),
    ),
    *of(
        "knowledge/library.py",
        ("that it was reviewed once", "Resource.objects.published()", "Resource.objects.all()", "GET resource"),
    ),
    *of(
        "knowledge/views.py",
        ("leave to look for another", ", needs=May.AGREE", "", "GET library"),
    ),
    *of(
        "knowledge/section.py",
        ("that staff do not see what is kept", "access.is_staff or ", "", WORDS),
        ("that no unit wrote what is kept", "access.only_units or ", "", WORDS),
        ("the scope of what is kept", " or not access.opens(Scope.AGREEMENTS)", "", WORDS),
        ("whose it is that is kept", ".filter(patient=patient)", "", WORDS),
    ),
    *of(
        "knowledge/services/editing.py",
        ("that another reviews it", "if resource.written_by_id == access.professional_id:", "if False:",
         "review_resource"),
    ),
    *of(
        "steps/lookups.py",
        ("whose step", "Step.objects.visible_to(access).filter(public_id=step)",
         "Step.objects.filter(public_id=step)", "hand_over"),
        ("the unit of a step", "filter(unit=access.unit_id, public_id=step)", "filter(public_id=step)", "hand_over"),
    ),
    *of(
        "steps/views.py",
        ("that the asked unit answers", "if not found.is_asked(access.unit_id):", "if False:", "hand_over"),
    ),
    *of(
        "steps/work.py",
        ("blocks, in what units are asked to take over", "Step.objects.listed_for(access, with_shared=True)\n        .asked_of",
         "Step.objects.asked_of", "lists"),
    ),
    *of(
        "surveys/lookups.py",
        ("whose survey", "Survey.objects.visible_to(access).select_related", "Survey.objects.select_related", "survey"),
    ),
    *of(
        "surveys/services.py",
        ("the unit that asked", "require(access.may_document and survey.unit_id == access.unit_id)",
         "require(access.may_document)", "survey"),
    ),
)  # fmt: skip

GROUNDS = (
    *of(
        "access/will_lookups.py",
        ("the unit of a consent, to take back", f'public_id=consent).select_related("unit")\n{THEIRS}',
         'public_id=consent).select_related("unit")\n    return _first(theirs)', "withdraw"),
        ("the patient of a consent, to take back", "Consent.objects.filter(patient=access.patient, ",
         "Consent.objects.filter(", "withdraw"),
        ("the patient of a block, to lift", "_first(Block.objects.filter(patient=access.patient, ",
         "_first(Block.objects.filter(", "lift_my"),
        ("that one's own block is not lifted", ".exclude(unit=access.unit_id)", "", "open_blocked"),
        ("the provider of a block, to lift", "kind=BlockKind.INNER, unit__provider=access.provider_id",
         "kind=BlockKind.INNER", "open_blocked"),
        ("the patient of a block, to lift for a while", "inner.filter(patient=access.patient, ", "inner.filter(",
         "open_blocked"),
        ("the unit of an opening, to close", f"public_id=opening)\n{THEIRS}",
         "public_id=opening)\n    return _first(theirs)", "close_"),
        ("the patient of an opening, to close", "Opening.objects.filter(patient=access.patient, ",
         "Opening.objects.filter(", "close_"),
    ),
    *of(
        "access/will.py",
        ("that other providers' blocks are not told",
         "    if access.is_staff:\n        blocks", "    if False:\n        blocks",
         WORDS),
        ("the units that the patient knows", 'CareRelation.objects.filter(patient=access.patient, unit=OuterRef("pk"))',
         'CareRelation.objects.filter(unit=OuterRef("pk"))', "block_mine"),
    ),
    *of(
        "access/assessing.py",
        ("whose relative", "filter(patient=access.patient, public_id=mandate)", "filter(public_id=mandate)", "assess"),
    ),
    *of(
        "access/mandate_rows.py",
        ("that a guardian is not ended by the child", "if found is None or not (found.can_end or found.is_over):",
         "if found is None:", "mandate"),
        ("whose mandates are listed", "with_ages(now, today).filter(patient=access.patient)", "with_ages(now, today)",
         "mandate"),
    ),
    *of(
        "access/services/decisions.py",
        ("the unit of an exception by age",
         "patient=access.patient, unit=access.unit_id)\n    if", "patient=access.patient)\n    if",
         "age_exception"),
        ("the patient of an exception by age", "public_id=exception, patient=access.patient, ", "public_id=exception, ",
         "age_exception"),
    ),
    *of(
        "access/mandates.py",
        ("whose ways in", ".filter(login=viewer.login)", "", WORDS),
        ("that a way in leads somewhere", " if _opens_something(each, today)", "", WORDS),
    ),
    *of(
        "access/review/readings.py",
        ("the provider of a reading",
         f"Review.objects.{REVIEWED}", "Review.objects.filter(public_id=public_id)", "review"),
        ("the provider of a month's readings", "Review.objects.filter(provider=access.provider_id, day__year",
         "Review.objects.filter(day__year", WORDS),
    ),
    *of(
        "access/review/concerns.py",
        ("the provider of a question", f"Concern.objects.{REVIEWED}", "Concern.objects.filter(public_id=public_id)",
         "concern"),
        ("the provider of the questions that wait", "Concern.objects.filter(provider=access.provider_id)\n",
         "Concern.objects.all()\n", WORDS),
    ),
    *of(
        "access/services/concerns.py",
        ("that nobody answers for their own reading", " and not own.exists()", "", "concern"),
    ),
    *of(
        "access/services/reviews.py",
        ("that nobody judges their own reading", " and review.actor != access.actor.id", "", "judge"),
    ),
    *of("audit/reads.py", ("whose log", "Entry.objects.filter(patient__in=patients)", "Entry.objects.all()", WORDS)),
    *of(
        "people/models/care.py",
        ("the end of an assignment", "self.current(now).with_unit()", "self.with_unit()", READS),
        ("whose assignment", "filter(professional=professional, professional__isnull=False)", "all()", "assignments"),
    ),
    *of(
        "agreements/models/templates.py",
        ("whose own a template is", "return self.filter(Q(unit=None) | Q(unit=unit))", "return self.all()", "template"),
    ),
    *of(
        "agreements/services/templates.py",
        ("who decides what a unit uses", "require(access.may_manage and template.unit_id in {None, access.unit_id})",
         "require(template.unit_id in {None, access.unit_id})", "use_template"),
        ("who decides what a unit no longer uses", "    require(access.may_manage)\n    if TemplateInUse",
         "    if TemplateInUse", "stop_using_template"),
    ),
    *of(
        "agreements/template_list.py",
        ("who withdraws what is everybody's", "return access.may_manage if template.unit_id else access.may_share",
         "return True", "withdraw_template"),
    ),
    *of(
        "patientkontrakt/settings.py",
        ("that a login is open", '"django.contrib.auth.backends.ModelBackend"',
         '"django.contrib.auth.backends.AllowAllUsersModelBackend"', READS),
    ),
    *of(
        "plans/views.py",
        ("that places are hidden", "without_places(plan) if access.hides_places else plan", "plan", WORDS),
    ),
    *of(
        "plans/printing.py",
        ("that places are not printed", "without_names(plan) if is_protected else plan", "plan", WORDS),
    ),
    *of(
        "plans/work.py",
        ("that protected names are masked", 'if patient.is_protected else f"', 'if False else f"', "lists"),
    ),
)  # fmt: skip

# Views that would open for somebody who then may do nothing.
NEEDS = tuple(
    Edit(file, f"needs=May.{may} for {what}", f"what={what}, needs=May.{may})", f"what={what})", "GET")
    for file, what, may in (
        ("contacts/views.py", "CONTACT", "APPOINT"),
        ("access/opening_views.py", "OPENING", "DOCUMENT"),
        ("access/vouching_views.py", "MANDATES", "VOUCH"),
        ("bookings/views.py", "BOOKING", "ANSWER_TIMES"),
        ("bookings/preparing_views.py", "PREPARATION", "ANSWER_TIMES"),
        ("surveys/views.py", "SURVEY", "ANSWER"),
    )
)  # fmt: skip

API = (
    *of(
        "access/api/door.py",
        ("that places are hidden from programs", "    if access.hides_places:\n        raise PlacesHidden\n", "",
         "api_agreements"),
        ("who asks, to programs", "open_own(viewer, How.API, now=now, patient=patient, what=what, needs=needs)",
         "open_own(viewer, How.API, now=now, patient=None, what=what, needs=needs)", "api_own_agreements"),
    ),
    *of(
        "agreements/api/drafts.py",
        ("needs=May.DOCUMENT for drafts, to programs", ", May.DOCUMENT)\n        return _answer", ")\n        return _answer",
         "api_draft"),
    ),
    *of(
        "agreements/api/writing.py",
        ("needs=May.DOCUMENT for who may be named", ", May.DOCUMENT)\n        here", ")\n        here",
         "api_responsible"),
    ),
    *of(
        "steps/api.py",
        ("needs=May.DOCUMENT for who may take over", ", STEP, May.DOCUMENT)\n        units", ", STEP)\n        units",
         "api_units_to_take_over"),
    ),
    *of(
        "bookings/api.py",
        ("needs=May.ANSWER_TIMES for preparations", ", May.ANSWER_TIMES)\n        return _one", ")\n        return _one",
         "api_own_preparation"),
    ),
    *of(
        "agreements/represented.py",
        ("whose agreement, to programs", "Agreement.objects.filter(public_id=PUBLIC_ID)", "Agreement.objects.all()",
         "api_agreement"),
    ),
)  # fmt: skip

EDITS = (*API, *GATE, *ROWS, *GROUNDS, *NEEDS)
