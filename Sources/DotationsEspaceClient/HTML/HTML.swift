/// A page that is being written, as bytes: whatever is text is escaped.
struct HTML {
    private(set) var bytes: [UInt8] = []
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
    init(filling kept: KeptForm? = nil) { self.kept = kept }

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
    mutating func text(_ text: some StringProtocol) { Self.append(text, to: &bytes) }

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
    mutating func append(_ other: HTML) { bytes += other.bytes }

    /// What stands before the root element.
    mutating func doctype() { raw("<!DOCTYPE html>\n") }

    private mutating func open(_ name: StaticString, _ attributes: [Attribute]) {
        raw("<")
        raw(name)
        for attribute in attributes {
            switch attribute.value {
            case .none: continue
            case .present:
                raw(" ")
                raw(attribute.name)
            case .text(let text):
                raw(" ")
                raw(attribute.name)
                raw("=\"")
                Self.append(text, to: &bytes)
                raw("\"")
            }
        }
        raw(">")
    }

    private mutating func close(_ name: StaticString) {
        raw("</")
        raw(name)
        raw(">")
    }

    private mutating func raw(_ text: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Escapes what has a meaning in text and in attributes. A NUL, which HTML cannot have, becomes U+FFFD.
    private static func append(_ text: some StringProtocol, to bytes: inout [UInt8]) {
        // Most texts have nothing to escape, and are copied whole.
        let isCopied = text.utf8.withContiguousStorageIfAvailable { utf8 in
            guard !utf8.contains(where: { escape(of: $0) != nil }) else { return false }
            bytes.append(contentsOf: utf8)
            return true
        }
        guard isCopied != true else { return }
        for byte in text.utf8 {
            if let escape = escape(of: byte) {
                bytes.append(contentsOf: UnsafeBufferPointer(start: escape.utf8Start, count: escape.utf8CodeUnitCount))
            } else {
                bytes.append(byte)
            }
        }
    }

    @inline(__always)
    private static func escape(of byte: UInt8) -> StaticString? {
        switch byte {
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "\""): "&quot;"
        case UInt8(ascii: "'"): "&#39;"
        case 0: "\u{FFFD}"
        default: nil
        }
    }
}
