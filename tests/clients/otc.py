"""A real client, unmodified: openstacksdk with otcextensions signs in and uses every call that it knows of ours.

    otc.py BASE_URL DOMAIN USER PASSWORD [REGION]

Needs openstacksdk==4.21.0 and otcextensions==0.34.8. The user must be a KMS Administrator of the domain.
"""

import os
import sys

import openstack
from openstack import exceptions
from otcextensions import sdk

passed = 0


def check(what, claim):
    """Counts what holds, and stops at the first thing that does not."""
    global passed
    assert claim, what
    passed += 1
    print(f"ok: {what}")


def refused(what, error, call):
    """Counts a refusal of the expected kind."""
    try:
        call()
    except error as raised:
        check(f"{what} ({type(raised).__name__})", True)
        return raised
    raise AssertionError(f"{what}: was not refused")


def connect(base, domain, user, password, region):
    connection = openstack.connect(
        auth_url=f"{base}/v3",
        username=user,
        password=password,
        user_domain_name=domain,
        project_name=region,
        project_domain_name=domain,
        region_name=region,
        load_yaml_config=False,
        load_envvars=False,
    )
    sdk.load(connection)
    return connection


def main():
    base, domain, user, password = sys.argv[1:5]
    region = sys.argv[5] if len(sys.argv) > 5 else "eu-west-0"
    base = base.rstrip("/")

    wrong = refused("a wrong password signs nobody in", exceptions.SDKException,
                    lambda: connect(base, domain, user, password + "x", region))
    check("and is told so", "401" in str(wrong))

    connection = connect(base, domain, user, password, region)
    check("signs in", bool(connection.authorize()))
    kms = connection.kms

    alias = f"otc-{os.urandom(6).hex()}"
    key = kms.create_key(key_alias=alias, key_description="made by otcextensions")
    check("creates a key", len(key.id) == 36)
    refused("an alias is taken once", exceptions.DuplicateResource, lambda: kms.create_key(key_alias=alias))

    described = kms.get_key(key.id)
    check("describes it", (described.key_alias, described.key_state, described.realm) == (alias, "2", region))
    check("every detail is a text", all(isinstance(value, str) for value in (described.creation_date, described.key_type)))
    check("finds it by its alias", kms.find_key(alias).id == key.id)
    check("finds no other", kms.find_key("no-such-alias", ignore_missing=True) is None)
    check("lists it", key.id in [listed.id for listed in kms.keys()])
    check("lists it page by page", key.id in [listed.id for listed in kms.keys(limit=1)])
    refused("an unknown key is not found", exceptions.NotFoundException,
            lambda: kms.get_key("0d0466b0-e727-4d9c-b35d-f84bb474a37f"))

    check("disables it", kms.disable_key(key.id).key_state == "3")
    refused("a disabled key makes no data key", exceptions.SDKException,
            lambda: kms.create_datakey(key.id, datakey_length="512"))
    check("enables it", kms.enable_key(key.id).key_state == "2")

    context = {"object": "o1"}
    made = kms.create_datakey(key.id, datakey_length="512", encryption_context=context)
    check("makes a data key", (len(made.plain_text), len(made.cipher_text)) == (128, 376))
    refused("another context opens nothing", exceptions.SDKException,
            lambda: kms.decrypt_datakey(key.id, made.cipher_text, 64))
    plain = kms.create_datakey(key.id, datakey_length="512")
    opened = kms.decrypt_datakey(key.id, plain.cipher_text, 64)
    check("opens a data key", opened.plain_text == plain.plain_text)

    hidden = kms.create_datakey_wo_plain(key.id, datakey_length="512")
    check("makes a data key that it does not see", hidden.plain_text is None and len(hidden.cipher_text) == 376)
    check("opens that one, too", len(kms.decrypt_datakey(key.id, hidden.cipher_text, 64).plain_text) == 128)

    own = os.urandom(64).hex().upper()
    wrapped = kms.encrypt_datakey(sdk_datakey(key.id, own))
    check("wraps a data key of its own", len(wrapped.cipher_text) == 376)
    check("opens that one, too", kms.decrypt_datakey(key.id, wrapped.cipher_text, 64).plain_text == own)
    check("draws random bytes", len(kms.generate_random().random_data) == 128)

    check("plans a deletion", kms.schedule_key_deletion(key.id, 7).key_state == "4")
    check("a key pending deletion is described", kms.get_key(key.id).key_state == "4")
    refused("a key pending deletion opens nothing", exceptions.SDKException,
            lambda: kms.decrypt_datakey(key.id, plain.cipher_text, 64))
    check("cancels the deletion", kms.cancel_key_deletion(key.id).key_state == "3")

    print(f"client: {passed} passed, 0 failed")


def sdk_datakey(key_id, plain_text):
    from otcextensions.sdk.kms.v1 import data_key

    return data_key.DataKey.new(key_id=key_id, plain_text=plain_text)


if __name__ == "__main__":
    main()
