internal import Dotations

/// A contact that a row or a sale gives, each value of it checked once.
struct ParsedContact {
    var email: StoredAddress
    var mobile: StoredNumber

    init(_ contact: Contact) {
        email = StoredValue(contact.email)
        mobile = StoredValue(contact.mobile)
    }

    /// The contact in its normal form as far as it is right, else as it is written.
    var normal: Contact { Contact(email: email.text, mobile: mobile.text) }

    var warnings: [Warning] { email.warnings + mobile.warnings }
}
