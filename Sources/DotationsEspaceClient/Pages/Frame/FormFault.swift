/// What is wrong with a form: the field that it is about, or nil where it is about all of them, and how to mend it.
struct FormFault {
    let field: String?
    let message: String

    init(_ field: String?, _ message: String) { (self.field, self.message) = (field, message) }
}

extension [FormFault] {
    /// What is wrong with a field; nil where nothing is.
    subscript(field: String) -> String? { first { $0.field == field }?.message }
}
