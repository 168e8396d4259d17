import Foundation

/// Reference files that are not part of the project: at `DOTATIONS_CORPUS/..`, else beside the package.
enum Corpus {
    static let folder: URL? = {
        let beside = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "shared")
        let given = ProcessInfo.processInfo.environment["DOTATIONS_CORPUS"].map { URL(filePath: $0).deletingLastPathComponent() }
        return [given, beside].compactMap(\.self).first { FileManager.default.fileExists(atPath: $0.path()) }
    }()
}
