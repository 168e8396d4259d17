/// What a cell of an edited sheet holds, whichever format the sheet came in.
public enum SheetValue: Sendable, Hashable {
    /// Nothing.
    case blank
    /// Nothing, as the cell is merged with others, of which the first alone keeps its value.
    case covered
    /// Text.
    case text(String)
    /// A number.
    case number(Double)
    /// The serial number of a day, as which it is shown.
    case date(Double, shown: String)
    /// `VRAI` or `FAUX`.
    case boolean(Bool)
    /// An error value such as `#N/A`, or a value of a type that the reader does not know.
    case error(String)
    /// A formula, with the value that the spreadsheet last computed.
    indirect case formula(cached: SheetValue)
}
