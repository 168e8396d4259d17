public import Dotations
internal import Foundation

/// The messages of a mailbox: a file in the mbox format (RFC 4155), a message alone, or a folder of messages as in Maildir.
public enum Mailbox {
    /// What was found in a mailbox.
    public struct Tally: Sendable, Hashable {
        /// How many messages there are.
        public var messages = 0
        /// How many of them are delivery status notifications that say of which message they are.
        public var notifications = 0
    }

    /// How many bytes a mailbox may have, over all its messages.
    public static let sizeLimit = 1 << 30

    /// How much of a message is read. A notification has its report before what it returns.
    private static let limit = 1 << 20

    /// Hands on what each delivery status notification says; everything else in the mailbox is left alone, and nothing is changed.
    ///
    /// Memory does not grow with the mailbox: of each message the first mebibyte is looked at. An empty file is a mailbox without messages.
    /// In a folder, files that are no messages are left out.
    ///
    /// - Throws: `mail.mailbox-unreadable`, `mail.not-a-mailbox`, `mail.mailbox-too-large` after the reports before that, or what `body`
    ///   throws, which ends the reading.
    public static func forEachReport(in path: String, _ body: (BounceReport) throws -> Void) throws -> Tally {
        try forEachReport(in: path, limit: sizeLimit, body)
    }

    /// The same within another limit.
    package static func forEachReport(in path: String, limit: Int, _ body: (BounceReport) throws -> Void) throws -> Tally {
        var tally = Tally()
        var budget = limit
        var (files, isMailbox) = try files(path)
        for file in files {
            let hasMessages = try forEachMessage(in: file, of: path, &budget) { message in
                let reports = BounceReport.reports(in: message)
                tally.messages += 1
                if !reports.isEmpty { tally.notifications += 1 }
                for report in reports { try body(report) }
            }
            // An empty file among others says nothing of the folder.
            if hasMessages, file == path || tally.messages > 0 { isMailbox = true }
        }
        guard isMailbox else { throw MailError(.notAMailbox, file: path) }
        return tally
    }

    /// The file itself, or those of a folder: Maildir has them in `new` and `cur`, others in the folder. A Maildir is a mailbox whatever it has.
    private static func files(_ path: String) throws(MailError) -> (files: [String], isMaildir: Bool) {
        // A device or a pipe may have no end.
        if isRegular(path) { return ([path], false) }
        var files: [String] = []
        var isMaildir = false
        for folder in [path, path + "/new", path + "/cur"] {
            guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
                if folder == path { throw MailError(.mailboxUnreadable, file: path) }
                continue
            }
            if folder != path { isMaildir = true }
            for name in names.sorted() where !name.hasPrefix(".") {
                let file = folder + "/" + name
                if isRegular(file) { files.append(file) }
            }
        }
        return (files, isMaildir)
    }

    private static func isRegular(_ path: String) -> Bool {
        let attributes = try? FileManager.default.attributesOfItem(atPath: URL(fileURLWithPath: path).resolvingSymlinksInPath().path)
        return attributes?[.type] as? FileAttributeType == .typeRegular
    }

    /// A file that begins with « From » and a space is an mbox; there each such line after an empty one begins a message. One that begins with a
    /// header, nothing but fields of which one is `From`, as every message has it (RFC 5322, 3.6), is a message alone.
    ///
    /// - Returns: whether the file is one of both, or empty.
    private static func forEachMessage(
        in path: String, of mailbox: String, _ budget: inout Int, _ body: ([UInt8]) throws -> Void
    ) throws -> Bool {
        guard let handle = FileHandle(forReadingAtPath: path) else { throw MailError(.mailboxUnreadable, file: path) }
        defer { try? handle.close() }
        var lines = LineReader(handle, budget)
        defer { budget = lines.budget }
        var message: [UInt8] = []
        var isMailbox: Bool?
        var isAfterEmptyLine = true
        // Of one message: whether the line is in its header, and whether the header has named the sender.
        var (isInHeader, hasAuthor) = (true, false)
        while let line = try lines.next(orThrow: MailError(.mailboxUnreadable, file: path)) {
            let isFrom = line.starts(with: "From ".utf8)
            let isEmpty = line.isEmpty || line.elementsEqual("\r".utf8)
            let isFirst = isMailbox == nil
            if isFirst { isMailbox = isFrom }
            if isMailbox == false, isInHeader {
                isInHeader = !isEmpty
                let isContinued = !isFirst && (line.first == UInt8(ascii: " ") || line.first == UInt8(ascii: "\t"))
                let name = fieldName(line)
                guard isContinued || name != nil || (isEmpty && hasAuthor) else { return false }
                if name == "from" { hasAuthor = true }
            }
            if isMailbox == true, isFrom, isAfterEmptyLine {
                if !message.isEmpty { try body(message) }
                message.removeAll(keepingCapacity: true)
            } else if message.count < limit {
                message += line
                message.append(UInt8(ascii: "\n"))
            }
            isAfterEmptyLine = isEmpty
        }
        if lines.budget < 0 { throw MailError(.mailboxTooLarge, file: mailbox) }
        guard isMailbox != false || hasAuthor else { return false }
        if !message.isEmpty { try body(message) }
        return true
    }

    /// The name of the header field that a line begins (RFC 5322, 2.2), in small letters; nil where it begins none, by the characters that
    /// such names have in use.
    private static func fieldName(_ line: [UInt8]) -> String? {
        let name = line.prefix { $0 != UInt8(ascii: ":") }
        let isLetter = { (byte: UInt8) in UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 }
        guard name.count < line.count, name.first.map(isLetter) == true,
            name.allSatisfy({ isLetter($0) || UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || "-_.".utf8.contains($0) })
        else { return nil }
        return String(decoding: name, as: UTF8.self).lowercased()
    }
}

/// The lines of a file, each of at most 64 KiB; the rest of a longer one is left out.
private struct LineReader {
    private static let limit = 1 << 16

    private let handle: FileHandle
    private var block: [UInt8] = []
    private var offset = 0
    private var isAtEnd = false

    /// How many bytes may still be read; below 0 where there were more.
    private(set) var budget: Int

    init(_ handle: FileHandle, _ budget: Int) {
        self.handle = handle
        self.budget = budget
    }

    /// The next line without its line feed, or nil after the last one.
    mutating func next(orThrow fault: MailError) throws(MailError) -> [UInt8]? {
        var line: [UInt8] = []
        while true {
            if offset == block.count {
                guard !isAtEnd else { return nil }
                do { block = try handle.read(upToCount: 1 << 18).map { [UInt8]($0) } ?? [] } catch { throw fault }
                offset = 0
                budget -= block.count
                if budget < 0 { block = [] }
                isAtEnd = block.isEmpty
                if isAtEnd { return line.isEmpty ? nil : line }
            }
            let end = block[offset...].firstIndex(of: UInt8(ascii: "\n"))
            line += block[offset..<(end ?? block.count)].prefix(Self.limit - line.count)
            offset = end.map { $0 + 1 } ?? block.count
            if end != nil { return line }
        }
    }
}
