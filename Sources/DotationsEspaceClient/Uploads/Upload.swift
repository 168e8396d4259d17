internal import DotationsApplication

/// A file that somebody sent with a form: it is kept in a preview of its own.
struct Upload: Sendable {
    /// How many bytes a file has at most, as for every file of a stranger.
    static let limit = 20 << 20

    /// The file's name without folders.
    let fileName: String
    /// Where it is kept.
    let preview: KeptPreview
}
