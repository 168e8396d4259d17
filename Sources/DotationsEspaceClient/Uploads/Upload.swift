internal import DotationsApplication

/// A file that somebody sent with a form: it is kept in a preview of its own.
struct Upload: Sendable {
    /// How many bytes a file has at most, as for every file of a stranger.
    static let limit = 20 << 20

    /// How the names of files end that are read, for browsers to offer.
    static let endings = [".xlsx", ".xls", ".xlsb", ".ods", ".fods", ".xml", ".html", ".htm", ".csv", ".tsv", ".txt"]

    /// The file's name without folders.
    let fileName: String
    /// Whether misplaced quotation marks of CSV are let through.
    let allowsStrayQuotes: Bool
    /// Where it is kept.
    let preview: KeptPreview

    /// Keeps what is asked of the file, and the page that it is asked in.
    func keep(_ request: PreviewRequest, in origin: String) throws {
        try preview.keep(KeptRequest(request, fileName: fileName, allowsStrayQuotes: allowsStrayQuotes, in: origin))
    }
}
