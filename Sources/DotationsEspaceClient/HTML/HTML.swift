/// A page that is being written, as bytes: whatever is text is escaped.
struct HTML: ~Copyable {
    /// A page is tens of thousands of short pieces, and an array would ask of each who else has it.
    private var start: UnsafeMutablePointer<UInt8>
    private var capacity = 64 << 10
    private var count = 0
    /// Where the form is sent that is being written.
    private var openForm: String?
    /// What fills a form in again.
    private let kept: KeptForm?
    /// Whether the form was written that is filled in again.
    private(set) var hasKeptForm = false
    /// The identifier of the form that is filled in again; nil where it has none.
    private(set) var keptFormID: String?
    /// The fields that were filled in with what was kept.
    private(set) var filledNames: Set<String> = []

    /// An empty page, in which a form is filled in with what was kept of it.
    init(filling kept: KeptForm? = nil) {
        self.kept = kept
        start = .allocate(capacity: capacity)
    }

    deinit { start.deallocate() }

    /// What is written, for as long as nothing more is.
    func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        body(UnsafeBufferPointer(start: start, count: count))
    }

    /// What a form that is sent somewhere has between its ends; `id` is the form's.
    mutating func form(to action: String, id: String? = nil, body: (inout HTML) -> Void) {
        openForm = action
        hasKeptForm = hasKeptForm || isKept(action)
        if isKept(action) { keptFormID = id }
        body(&self)
        openForm = nil
    }

    /// What somebody has typed in a field whose form was kept; nil where it was not. A field that stands outside of its form says where that is sent.
    mutating func kept(_ name: String, sentTo action: String? = nil) -> String? {
        guard isKept(action ?? openForm), let typed = kept?.fields[name] else { return nil }
        filledNames.insert(name)
        return typed
    }

    /// Whether a box is ticked: as it was in a form that was kept, where it is of that.
    mutating func isTicked(_ name: String, _ isTicked: Bool) -> Bool { isKept(openForm) ? kept(name) != nil : isTicked }

    private func isKept(_ action: String?) -> Bool { kept != nil && kept?.action == action }

    /// Text, as a reader sees it.
    mutating func text(_ text: some StringProtocol) { append(text) }

    /// An element with what the body writes into it.
    mutating func element(_ name: StaticString, _ attributes: Attribute..., body: (inout HTML) throws -> Void) rethrows {
        open(name, attributes)
        try body(&self)
        close(name)
    }

    /// An element with a text.
    mutating func element(_ name: StaticString, _ attributes: Attribute..., text: some StringProtocol) {
        open(name, attributes)
        self.text(text)
        close(name)
    }

    /// An element that has no end: `input`, `br`, `meta`, `link`.
    mutating func void(_ name: StaticString, _ attributes: Attribute...) { open(name, attributes) }

    /// What was written elsewhere.
    mutating func append(_ other: borrowing HTML) {
        reserve(other.count)
        (start + count).update(from: other.start, count: other.count)
        count += other.count
    }

    /// What stands before the root element.
    mutating func doctype() { raw("<!DOCTYPE html>\n") }

    private mutating func open(_ name: StaticString, _ attributes: [Attribute]) {
        byte("<")
        raw(name)
        for attribute in attributes {
            guard let value = attribute.value else { continue }
            byte(" ")
            raw(attribute.name)
            byte("=")
            byte("\"")
            raw(attribute.lead)
            append(value)
            byte("\"")
        }
        byte(">")
    }

    private mutating func close(_ name: StaticString) {
        byte("<")
        byte("/")
        raw(name)
        byte(">")
    }

    @inline(__always)
    private mutating func byte(_ character: Unicode.Scalar) {
        reserve(1)
        start[count] = UInt8(ascii: character)
        count += 1
    }

    @inline(__always)
    private mutating func raw(_ text: StaticString) {
        reserve(text.utf8CodeUnitCount)
        (start + count).update(from: text.utf8Start, count: text.utf8CodeUnitCount)
        count += text.utf8CodeUnitCount
    }

    /// Escapes what has a meaning in text and in attributes. A NUL, which HTML cannot have, becomes U+FFFD.
    private mutating func append(_ text: some StringProtocol) {
        let isWritten: Void? = text.utf8.withContiguousStorageIfAvailable { append($0) }
        if isWritten == nil { Array(text.utf8).withUnsafeBufferPointer { append($0) } }
    }

    private mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
        reserve(text.count)
        for index in text.indices {
            let byte = text[index]
            guard Self.isEscaped(byte) else {
                start[count] = byte
                count += 1
                continue
            }
            raw(Self.escape(of: byte))
            reserve(text.count - index)
        }
    }

    /// Makes room for that many bytes more.
    @inline(__always)
    private mutating func reserve(_ more: Int) {
        if capacity - count < more { grow(by: more) }
    }

    private mutating func grow(by more: Int) {
        capacity = max(2 * capacity, count + more)
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
        larger.update(from: start, count: count)
        start.deallocate()
        start = larger
    }

    @inline(__always)
    private static func isEscaped(_ byte: UInt8) -> Bool {
        // All of them are among the first 64 characters, of which each is a bit.
        let escaped: UInt64 = 1 | 1 << 0x22 | 1 << 0x26 | 1 << 0x27 | 1 << 0x3C | 1 << 0x3E
        return byte < 64 && escaped & 1 << UInt64(byte) != 0
    }

    private static func escape(of byte: UInt8) -> StaticString {
        switch byte {
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "\""): "&quot;"
        case UInt8(ascii: "'"): "&#39;"
        default: "\u{FFFD}"
        }
    }
}
