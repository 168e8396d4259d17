/// What came of planning or carrying out a preview.
public enum PreviewOutcome: Codable, Sendable {
    /// The plan is made and kept.
    case planned
    /// The file needs a password, or another one than was given.
    case passwordNeeded(message: String)
    /// It was carried out, now or before.
    case applied
    /// The store has moved: another plan is kept, which says how it differs.
    case changed
    /// The approval does not do.
    case refused(message: String)
    /// The preview is not there any more, or was not made in this browser.
    case gone
}
