"""What every form that writes has in common."""

from uuid import uuid4

from django import forms


class WritingForm(forms.Form):
    """`key` becomes the row's public id, so that a form sent twice gives one row."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
