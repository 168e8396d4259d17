/// Why a cell has no value of a type.
enum CellFault: Error {
    /// It has nothing.
    case missing
    /// It has a value of another type.
    case type
    /// It has a number that the type cannot hold.
    case range
}
