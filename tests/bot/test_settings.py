"""Settings: defaults, the one line that says what is wrong, and that every one is documented."""

import os
import re
from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, load, load_demo, variable
from tests.bot.builders import environment, settings_in

ROOT = Path(__file__).parents[2]


@pytest.fixture
def given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Good settings in the environment; returns the data folder."""
    for name, value in environment(tmp_path / "data").items():
        monkeypatch.setenv(name, value)
    return tmp_path / "data"


def complaint(env_file: Path | None = None) -> str:
    with pytest.raises(SettingsError) as caught:
        load(env_file)
    return str(caught.value)


def test_what_is_not_set_has_its_default(given: Path) -> None:
    settings = load(None)

    assert settings.database_url == f"sqlite:///{given / 'thidua.db'}"
    assert (settings.keys, settings.backups) == (given / "keys", given / "backups")
    assert (settings.texts, settings.files) == (given / "texts", given / "files")
    assert settings.local_url == "http://127.0.0.1:8080"
    assert settings.admin_port == 8081
    assert settings.public_url is None
    assert settings.language == "vi"
    assert settings.demo is False


@pytest.mark.parametrize(
    ("name", "value", "field", "expected"),
    [
        pytest.param("CONTACT_PHONE", "+84900000000", "contact_phone", "0900 000 000", id="phone"),
        pytest.param(
            "DATABASE_URL",
            "postgresql://lua:thoc@db/thidua",
            "database_url",
            "postgresql+psycopg://lua:thoc@db/thidua",
            id="driver is ours to choose",
        ),
        pytest.param(
            "DATABASE_URL",
            "postgres://lua@db/thidua",
            "database_url",
            "postgresql+psycopg://lua@db/thidua",
            id="old name",
        ),
        pytest.param(
            "PUBLIC_URL", "https://a.vn/", "public_url", "https://a.vn", id="no slash at the end"
        ),
        pytest.param("LOG_LEVEL", "WARNING", "log_level", "warning", id="capitals"),
        pytest.param("WEB_PORT", "", "web_port", 8080, id="empty is unset"),
    ],
)
def test_a_setting_is_read(
    given: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    value: str,
    field: str,
    expected: object,
) -> None:
    monkeypatch.setenv(f"THIDUA_{name}", value)

    assert getattr(load(None), field) == expected


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("COMMUNE", "", id="required"),
        pytest.param("CONTACT_PHONE", "0123", id="no such number"),
        pytest.param("CONTACT_PHONE", "ask around", id="not a number"),
        pytest.param("DATABASE_URL", "mysql://lua:thoc@db/thidua", id="another database"),
        pytest.param("DATABASE_URL", "sqlite://", id="in memory"),
        pytest.param("DATABASE_URL", "lua:thoc", id="no address"),
        pytest.param("PUBLIC_URL", "thidua.example.vn", id="no scheme"),
        pytest.param("PUBLIC_URL", "https://lua:thoc@a.vn", id="with a password"),
        pytest.param("WEB_PORT", "eighty", id="not a port"),
        pytest.param("ADMIN_PORT", "70000", id="beyond all ports"),
        pytest.param("SECRET_KEY", "lua:thoc", id="too short a secret"),
        pytest.param("ZALO_BOT_TOKENS", "thoc", id="half a token"),
        pytest.param("ZALO_BOT_TOKENS", "4071238600: thoc", id="a token with a space in it"),
        pytest.param("TIMEZONE", "Asia/Dong_May", id="no such zone"),
        pytest.param("TIMEZONE", "../../etc/passwd", id="a path as zone"),
        pytest.param("LANGUAGE", "fr", id="not a language of ours"),
        pytest.param("UPLOAD_LIMIT_MB", "0", id="nothing may come"),
    ],
)
def test_a_wrong_one_is_named_in_one_line_without_its_value(
    given: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"THIDUA_{name}", value)

    line = complaint()

    assert line.startswith(f"THIDUA_{name} is ")
    assert "\n" not in line
    assert "Set it in .env" in line
    assert "thoc" not in line


def test_the_first_is_explained_and_the_others_named(tmp_path: Path) -> None:
    line = complaint()

    assert line.startswith("THIDUA_COMMUNE is not set.")
    assert line.endswith(
        "Also wrong: THIDUA_CONTACT_NAME, THIDUA_CONTACT_PHONE, THIDUA_CONTACT_HOURS."
    )


def test_an_unknown_one_is_named_with_the_closest(
    given: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("THIDUA_WEBPORT", "80")

    assert complaint() == "THIDUA_WEBPORT is no setting: did you mean THIDUA_WEB_PORT?"


def test_an_unknown_one_in_the_file_is_named_too(given: Path, tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("POSTGRES_PASSWORD=thoc\nTHIDUA_XYZZY=1\n", encoding="utf-8")

    assert complaint(file).startswith("THIDUA_XYZZY is no setting: remove it")


def test_what_tests_need_is_no_mistake(given: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THIDUA_TEST_ANYTHING", "1")

    assert load(None).home == given


def test_the_example_file_can_be_copied_as_it_is(given: Path) -> None:
    assert load(ROOT / ".env.example") == load(None)


def test_the_file_is_read_and_the_environment_goes_first(
    given: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / ".env"
    file.write_text("THIDUA_WEB_PORT=9001\nTHIDUA_ADMIN_PORT=9002\n", encoding="utf-8")
    monkeypatch.setenv("THIDUA_WEB_PORT", "9003")

    settings = load(file)

    assert (settings.web_port, settings.admin_port) == (9003, 9002)


def test_secrets_are_not_shown(tmp_path: Path) -> None:
    settings = settings_in(
        tmp_path, secret_key="thoc" * 8, database_url="postgresql://lua:thoc@db/thidua"
    )

    assert "thoc" not in repr(settings)
    assert "thoc" not in str(settings)


def test_the_demo_has_a_commune_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Invented people must not end up in the database that `.env` names."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("THIDUA_HOME=real\nTHIDUA_COMMUNE=Real\n", encoding="utf-8")

    settings = load_demo()

    assert settings.demo is True
    assert settings.home == tmp_path / "data" / "demo"
    assert settings.commune == "xã Đồng Mây"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("WEB_HOST", "0.0.0.0", id="every network"),  # noqa: S104
        pytest.param("WEB_HOST", "192.0.2.7", id="one network"),
        pytest.param("WEB_HOST", "thidua.example.vn", id="a name"),
        pytest.param("PUBLIC_URL", "https://thidua.example.vn", id="a public address"),
    ],
)
def test_the_demo_listens_on_loopback_alone(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"THIDUA_{name}", value)

    with pytest.raises(SettingsError, match=f"^THIDUA_{name}: the demo"):
        load_demo()


def test_every_setting_says_what_it_means() -> None:
    for name, field in Settings.model_fields.items():
        assert field.description, name


@pytest.mark.parametrize("document", [".env.example", "README.md"])
def test_every_setting_is_documented_and_no_other(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")

    mentioned = set(re.findall(r"THIDUA_[A-Z_]+[A-Z]", text))
    expected = {variable(field) for field in Settings.model_fields}
    assert expected - mentioned == set()
    assert {name for name in mentioned - expected if not name.startswith("THIDUA_TEST")} == set()


def test_no_setting_of_the_developer_reaches_a_test() -> None:
    left = [n for n in os.environ if n.startswith("THIDUA_") and not n.startswith("THIDUA_TEST_")]
    assert left == []
