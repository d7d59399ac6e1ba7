"""What the columns of contacts are called, in files of others and in our own."""

from bot.domain.vocabulary import ContactMedium
from bot.files import headings

ALIASES: headings.Aliases = {
    **headings.PLACE,
    "name": (
        "name", "full name", "contact", "contact person", "contact name", "person", "official",
        "nom", "nombre", "nome", "ansprechpartner", "kontakt", "ім'я", "піб", "контакт", "имя",
        "фио", "氏名", "名前", "担当者", "姓名", "联系人", "이름", "담당자", "الاسم", "ad soyad",
        "nama", "họ và tên", "focal point", "representative", "nodal person",
    ),
    "given_name": ("given name", "first name", "forename", "vorname", "prénom", "nombre de pila"),
    "family_name": ("family name", "last name", "surname", "nachname", "apellido", "прізвище"),
    "mayor": (
        "mayor", "name of mayor", "mayor's name", "city mayor", "governor", "maire", "alcalde",
        "bürgermeister", "oberbürgermeister", "sindaco", "prefeito", "мер", "міський голова",
        "мэр", "市長", "市长", "시장",
    ),
    "position": (
        "position", "title", "role", "job title", "designation", "post", "job", "fonction",
        "poste", "cargo", "puesto", "amt", "stelle", "посада", "должность", "役職", "職名",
        "职务", "직위", "المنصب", "jabatan", "görev", "chức vụ",
    ),
    "function": ("function", "contact function", "funktion", "функція"),
    "organisation": (
        "organisation", "organization", "institution", "office", "department", "company",
        "organisme", "organización", "організація", "установа", "組織", "所属", "机构", "기관",
    ),
    "email": (
        "email", "e mail", "mail", "email address", "e mail address", "courriel", "correo",
        "correo electrónico", "електронна пошта", "пошта", "почта", "メール", "メールアドレス",
        "电子邮件", "邮箱", "이메일", "البريد",
    ),
    "phone": (
        "phone", "tel", "telephone", "phone number", "mobile", "cell", "contact number",
        "contact no", "telefon", "téléphone", "teléfono", "telefone", "telefono", "телефон",
        "тел", "電話", "電話番号", "电话", "전화", "هاتف", "telepon", "điện thoại",
    ),
    "slack": ("slack",),
    "telegram": ("telegram", "телеграм"),
    "whatsapp": ("whatsapp",),
    "line": ("line", "line id"),
    "post": (
        "address", "postal address", "mailing address", "adresse", "dirección", "адреса", "住所",
    ),
    "preferred": ("preferred", "preferred way", "preferred medium"),
    "languages": (
        "languages", "language", "langues", "langue", "sprachen", "sprache", "idiomas", "idioma",
        "lingua", "мови", "мова", "языки", "язык", "言語", "语言", "언어", "اللغة", "spoken",
    ),
    "other_names": ("other names", "name in other script", "local name", "name in local script"),
    "term_from": ("term from", "in office since", "term start", "since"),
    "term_until": ("term until", "term end", "term ends", "until"),
    "verified_on": ("verified on", "verified", "last verified", "checked"),
    "visibility": ("visibility", "visible to"),
    "source": ("source", "quelle", "fuente", "джерело", "出典"),
    "legal_basis": (
        "legal basis", "basis", "lawful basis", "rechtsgrundlage", "base légale", "base jurídica",
        "правова підстава", "法的根拠", "法律依据", "dasar hukum",
    ),
    "note": ("note", "notes", "remark", "remarks", "comment", "comments", "bemerkung", "備考"),
}  # fmt: skip
MEDIA = {
    "email": ContactMedium.EMAIL,
    "phone": ContactMedium.PHONE,
    "slack": ContactMedium.SLACK,
    "telegram": ContactMedium.TELEGRAM,
    "whatsapp": ContactMedium.WHATSAPP,
    "line": ContactMedium.LINE,
    "post": ContactMedium.POST,
}
# A file with all of these is of the program's own making and is taken at its word: nothing in
# its cells is cut apart or left out.
OWN = (
    "city", "country", "geonameid", "name", "other_names", "position", "function", "organisation",
    *MEDIA, "preferred", "languages", "term_from", "term_until", "verified_on", "visibility",
    "source", "legal_basis", "note",
)  # fmt: skip
