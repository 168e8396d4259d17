import Foundation
import Spreadsheet

/// Writes the metrics so that a reader sees the earlier ones or these, never a part.
func writeMetrics(_ text: String, to path: String) throws {
    // Beside it, as a file can only take another's place within one file system; its own name, as several workers may share a folder.
    let temporary = "\(path).\(getpid()).tmp"
    do {
        try Data(text.utf8).write(to: URL(fileURLWithPath: temporary))
        // Whoever collects the metrics is another user.
        guard chmod(temporary, 0o644) == 0, rename(temporary, path) == 0 else { throw CocoaError(.fileWriteUnknown) }
    } catch {
        unlink(temporary)
        throw SpreadsheetError(.fileUnwritable, "the metrics cannot be written", at: .init(file: fileName(of: path)))
    }
}
