/// Whether a sheet shows up in the workbook's window (ECMA-376 part 1, 18.18.68).
public enum SheetVisibility: String, Sendable, Hashable, CaseIterable {
    /// Its tab is there.
    case visible
    /// Its tab is not there, and the user can bring it back.
    case hidden
    /// Its tab is not there, and only a program can bring it back.
    case veryHidden
}
