internal import Dotations

/// What client and server say to each other while one message is sent, as far as it tells what came of it.
///
/// libcurl says that something failed; which command it was, and the server's words, are known from the dialogue alone.
struct SMTPDialogue: Sendable {
    enum Phase: Sendable {
        case greeting, hello, startTLS, authentication, sender, recipient, data, message
    }

    /// How many bytes a server may say to one message; an answer's line has at most 512 (RFC 5321, 4.5.3.1.5).
    static let limit = 65_536

    private(set) var phase = Phase.greeting
    /// The whole answer to what was sent last.
    private(set) var answer: ServerAnswer?
    /// Whether all of the message was sent off.
    private(set) var isMessageSent = false

    /// Whether the client has sent QUIT.
    private(set) var isOver = false
    private var line: [UInt8] = []
    private var text: [String] = []
    private var received = 0

    var stage: DeliveryStage {
        if isMessageSent { return .awaitingConfirmation }
        return switch phase {
        case .greeting, .hello, .startTLS, .authentication, .sender: .connecting
        case .recipient, .data, .message: .underWay
        }
    }

    var isExcessive: Bool { received > Self.limit }

    /// Takes a command of the client, as a whole.
    mutating func sent(_ command: some Sequence<UInt8>) {
        let verb = command.prefix(10).prefix { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 }
        switch String(decoding: verb, as: UTF8.self) {
        case "EHLO", "HELO": enter(.hello)
        case "STARTTLS": enter(.startTLS)
        case "AUTH": enter(.authentication)
        case "MAIL": enter(.sender)
        case "RCPT": enter(.recipient)
        case "DATA": enter(.data)
        // The result is known; only the connection ends.
        case "QUIT": isOver = true
        // The further steps of an authentication, which begin with anything.
        default: answer = nil
        }
    }

    /// Takes the end of the message, with which the client waits for the last answer.
    mutating func sentMessage() {
        isMessageSent = true
        enter(.message)
    }

    /// Takes bytes of the server's answers, cut anywhere.
    mutating func received(_ bytes: some Sequence<UInt8>) {
        for byte in bytes {
            received += 1
            guard !isOver, !isExcessive else { return }
            if byte == UInt8(ascii: "\n") {
                endLine()
            } else if byte != UInt8(ascii: "\r"), line.count < 1000 {
                line.append(byte)
            }
        }
    }

    private mutating func enter(_ next: Phase) {
        phase = next
        answer = nil
        isOver = false
    }

    private mutating func endLine() {
        defer { line.removeAll(keepingCapacity: true) }
        let digits = line.prefix(3)
        guard digits.count == 3, let code = Int(String(decoding: digits, as: UTF8.self)), 200...599 ~= code else { return }
        if text.count < 20 { text.append(String(decoding: line.dropFirst(4), as: UTF8.self)) }
        guard line.count < 4 || line[3] != UInt8(ascii: "-") else { return }
        answer = ServerAnswer(code: code, lines: text)
        text = []
    }
}

extension ServerAnswer {
    init(code: Int, lines: [String]) {
        let status = lines.first.flatMap { $0.split(separator: " ").first }.flatMap { Self.isStatus($0) ? String($0) : nil }
        // Each line repeats the status (RFC 2034, 4).
        let texts = lines.enumerated().map { index, line in
            index > 0 && status.map { line.hasPrefix($0 + " ") } == true ? String(line.dropFirst((status?.count ?? 0) + 1)) : line
        }
        self.init(code: code, status: status, words: Self.visible(texts.joined(separator: " ")))
    }

    /// An answer as delivery status notifications quote it, `550 5.1.1 no such user`; nil for what is none.
    init?(dialogueLine line: String) {
        let digits = line.utf8.prefix(3)
        let rest = line.utf8.dropFirst(3)
        guard digits.count == 3, let code = Int(Substring(digits)), 400...599 ~= code,
            rest.first.map({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "-") }) ?? true
        else { return nil }
        self.init(code: code, lines: [String(Substring(rest.dropFirst()))])
    }

    /// A stranger's words as they may be shown.
    static func visible(_ text: String) -> String {
        VisibleText.of(text.unicodeScalars.split { $0 == " " || $0 == "\t" }.map { String($0) }.joined(separator: " "), limit: 300)
    }

    /// `class.subject.detail`, of a class and up to three digits each (RFC 3463, 2).
    static func isStatus(_ text: some StringProtocol) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return parts.count == 3 && parts.allSatisfy { 1...3 ~= $0.count && $0.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 } }
            && ["2", "4", "5"].contains(parts[0].first.map { String(UnicodeScalar($0)) } ?? "") && parts[0].count == 1
    }
}
