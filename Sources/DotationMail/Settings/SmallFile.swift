internal import Foundation

/// Text files that an operator writes by hand.
package enum SmallFile {
    /// No file that is meant is longer: a device or a log that was named by mistake ends here.
    private static let limit = 65_536

    /// The content, without a byte order mark and with each line break as one line feed; nil where it cannot be read or is not UTF-8.
    package static func text(_ path: String) -> String? {
        guard let bytes = bytes(path), let text = String(validating: bytes, as: UTF8.self) else { return nil }
        return lines(text)
    }

    /// The bytes; nil where they cannot be read, or are too many. Only a regular file is opened: a pipe may have nobody who writes to it.
    static func bytes(_ path: String) -> [UInt8]? {
        guard kind(path) == .typeRegular else { return nil }
        guard let handle = FileHandle(forReadingAtPath: path) else { return nil }
        defer { try? handle.close() }
        var bytes: [UInt8] = []
        while bytes.count <= limit {
            guard let block = try? handle.read(upToCount: limit + 1 - bytes.count) else { return bytes }
            guard !block.isEmpty else { return bytes }
            bytes += block
        }
        return bytes.count <= limit ? bytes : nil
    }

    static func isFolder(_ path: String) -> Bool { kind(path) == .typeDirectory }

    private static func kind(_ path: String) -> FileAttributeType? {
        let file = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        return (try? FileManager.default.attributesOfItem(atPath: file))?[.type] as? FileAttributeType
    }

    /// Whether others than the owner may read, write or run it.
    package static func isOpenToOthers(_ path: String) -> Bool {
        let file = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        let mode = (try? FileManager.default.attributesOfItem(atPath: file))?[.posixPermissions] as? NSNumber
        return mode.map { $0.uint16Value & 0o077 != 0 } ?? false
    }

    /// Text without a byte order mark and with each line break as one line feed.
    static func lines(_ text: String) -> String {
        var lines = String.UnicodeScalarView()
        var isAfterReturn = false
        for scalar in text.unicodeScalars {
            if scalar == "\r" || (scalar == "\n" && !isAfterReturn) {
                lines.append("\n")
            } else if scalar != "\n", scalar != "\u{FEFF}" || !lines.isEmpty {
                lines.append(scalar)
            }
            isAfterReturn = scalar == "\r"
        }
        return String(lines)
    }
}
