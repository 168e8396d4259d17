package import Foundation

/// Files of real programs and others to compare with, which are not part of the project. A test that needs one is skipped where it is missing.
package enum ReferenceFiles {
    /// Where they are: `DOTATIONS_CORPUS`, else `shared` beside the package.
    package static let folder =
        ProcessInfo.processInfo.environment["DOTATIONS_CORPUS"].map { URL(fileURLWithPath: $0) }
        ?? packageFolder.deletingLastPathComponent().appendingPathComponent("shared")

    /// One of them, by its path in the folder; nil where it is missing.
    package static func file(_ path: String) -> URL? {
        let file = folder.appendingPathComponent(path)
        return FileManager.default.fileExists(atPath: file.path) ? file : nil
    }

    /// Hostile sheets whose format was turned away when they were made. It is read now, and something else is wrong with each: its code.
    package static let codesNow = [
        "fmt_cfb_garbage.xls": "cfb.malformed", "fmt_ods_renamed.xlsx": "header.missing", "fmt_xlsb.xlsx": "sheet.none",
    ]
}

/// The folder of `Package.swift`.
package let packageFolder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
