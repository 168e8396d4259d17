/// A name for a formula, mostly for a range (ECMA-376 part 1, 18.2.5).
public struct DefinedName: Sendable, Hashable {
    /// The name. Names that begin with `_xlnm.` are built in, such as `_xlnm.Print_Area`.
    public var name: String
    /// The formula without an equals sign, such as `Orders!$A$1:$H$10`.
    public var formula: String
    /// The name's sheet; nil if it belongs to the whole workbook.
    public var sheet: String?
    /// Whether the name is hidden from the user.
    public var isHidden: Bool
    /// A remark on the name, for the user.
    public var comment: String?

    /// A name for a formula.
    public init(_ name: String, formula: String, sheet: String? = nil, isHidden: Bool = false, comment: String? = nil) {
        self.name = name
        self.formula = formula
        self.sheet = sheet
        self.isHidden = isHidden
        self.comment = comment
    }

    /// A sheet's name as it stands before a reference in a formula, in apostrophes where it needs them.
    static func prefix(sheet name: String) -> String {
        let isWord = name.unicodeScalars.allSatisfy {
            $0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "_" || $0 == "."
        }
        let isPlain = isWord && name.unicodeScalars.first?.properties.numericType == nil && CellReference(name) == nil
        return (isPlain && !name.isEmpty ? name : name.quoted("'")) + "!"
    }
}
