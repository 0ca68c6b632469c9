"""Who is signed in, as the scripts of a device ask it before they send or open anything."""

from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from rabrong.accounts.marks import person_mark, person_seal
from rabrong.org.models import Person


@require_safe
@never_cache
def device(request: HttpRequest) -> JsonResponse:
    """Mark and seal of the signed-in person, and a token to send with; an empty mark for a stranger."""
    person = request.user
    if not isinstance(person, Person) or not person.is_authenticated:
        return JsonResponse({"person": ""})
    return JsonResponse({"person": person_mark(person), "seal": person_seal(person), "token": get_token(request)})
