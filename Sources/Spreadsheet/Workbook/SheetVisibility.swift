/// Whether a sheet's tab is shown (ECMA-376 part 1, 18.18.68).
public enum SheetVisibility: String, Sendable, Hashable, CaseIterable {
    /// Shown.
    case visible
    /// Hidden; the user can show it.
    case hidden
    /// Hidden; only a program can show it.
    case veryHidden
}
