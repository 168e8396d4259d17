/// A value that a contact column can have: an ``EmailAddress`` or a ``MobileNumber``.
public protocol ContactValue: Sendable, Hashable {
    /// The column.
    static var column: SheetColumn { get }
    /// The value in its normal form.
    var text: String { get }
    /// The value as it is compared.
    var key: String { get }
    /// What is worth a look about the value.
    var warnings: [Warning] { get }
    /// Reads what a person put in a cell, where it is one.
    ///
    /// - Throws: why it is none.
    static func parse(_ given: String, foldsFullWidth: Bool) throws(Reason) -> Self
    /// Reads a numeric cell.
    ///
    /// - Throws: why it is none.
    static func parse(_ number: Double) throws(Reason) -> Self
}

extension ContactValue {
    /// Reads a cell: a number as one, and anything else by its text.
    package static func parse(_ value: SheetValue, foldsFullWidth: Bool = true) throws(Reason) -> Self {
        if case .number(let number) = value { return try parse(number) }
        return try parse(value.shown, foldsFullWidth: foldsFullWidth)
    }
}

extension EmailAddress: ContactValue {
    /// « Adresse Mail ».
    public static var column: SheetColumn { .email }
    /// The address as a login: letter case alone tells no two apart.
    public var key: String { text.lowercased() }
    /// Never succeeds: a number is no address.
    public static func parse(_ number: Double) throws(Reason) -> EmailAddress { try parse(SheetText.of(number)) }
}

extension MobileNumber: ContactValue {
    /// « Téléphone ».
    public static var column: SheetColumn { .mobile }
    /// The ten digits.
    public var key: String { text }
}
