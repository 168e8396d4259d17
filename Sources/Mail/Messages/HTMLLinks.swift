/// The links of an HTML text that a reader can see and click, as far as the markup alone tells it.
///
/// What a comment, a script or a style sheet holds is no link, nor is one without a text or a picture in it, nor one that says itself that it
/// is not shown. What a style sheet hides is not known.
struct HTMLLinks {
    /// Where they lead, as it is written.
    private(set) var visible: Set<String> = []

    init(in html: String) {
        var rest = Array(html.utf8)[...]
        // Where the link leads that is open, until something of it shows.
        var open: String?
        while let byte = rest.first {
            guard byte == UInt8(ascii: "<") else {
                if byte > 0x20, let target = open { visible.insert(target) }
                rest = rest.dropFirst()
                continue
            }
            if rest.starts(with: "<!--".utf8) {
                rest = Self.after("-->", in: rest.dropFirst(4))
                continue
            }
            let tag = Tag(&rest)
            switch tag.name {
            case "a": open = tag.isShown ? tag["href"] : nil
            case "/a": open = nil
            case "img": if let target = open, tag.isShown { visible.insert(target) }
            case "script", "style", "title", "textarea", "template", "noscript": rest = Self.after("</" + tag.name, in: rest)
            default: break
            }
        }
    }

    /// What comes after a text of small letters; nothing where it is not found.
    private static func after(_ text: String, in bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let mark = Array(text.utf8)
        for start in bytes.indices where bytes[start...].prefix(mark.count).map(lowered) == mark {
            return bytes[(start + mark.count)...]
        }
        return []
    }

    fileprivate static func lowered(_ byte: UInt8) -> UInt8 { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? byte | 0x20 : byte }
}

/// A tag: its name in small letters, an end tag's with its slash, and its attributes.
private struct Tag {
    let name: String
    private var attributes: [String: String] = [:]

    /// Takes a tag from its `<` to its `>`.
    init(_ rest: inout ArraySlice<UInt8>) {
        rest = rest.dropFirst()
        name = Self.word(&rest, until: " \t\n>")
        while let byte = rest.first, byte != UInt8(ascii: ">") {
            guard byte > 0x20, byte != UInt8(ascii: "/") else {
                rest = rest.dropFirst()
                continue
            }
            let name = Self.word(&rest, until: " \t\n=>/")
            rest = rest.drop { $0 <= 0x20 }
            var value = ""
            if rest.first == UInt8(ascii: "=") {
                rest = rest.dropFirst().drop { $0 <= 0x20 }
                if let quote = rest.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
                    let text = rest.dropFirst().prefix { $0 != quote }
                    value = String(decoding: text, as: UTF8.self)
                    rest = rest[text.endIndex...].dropFirst()
                } else {
                    // A link needs its quotes: what it is filled with could end here.
                    _ = Self.word(&rest, until: " \t\n>")
                }
            } else if name.isEmpty {
                rest = rest.dropFirst()
            }
            if attributes[name] == nil { attributes[name] = value }
        }
        rest = rest.dropFirst()
    }

    subscript(name: String) -> String? { attributes[name] }

    /// Whether it does not say itself that it is hidden.
    var isShown: Bool {
        let style = String(decoding: (attributes["style"] ?? "").utf8.filter { $0 > 0x20 }.map(HTMLLinks.lowered), as: UTF8.self)
        return attributes["hidden"] == nil && !style.contains("display:none") && !style.contains("visibility:hidden")
    }

    private static func word(_ rest: inout ArraySlice<UInt8>, until ends: String) -> String {
        let word = rest.prefix { !ends.utf8.contains($0) }
        rest = rest[word.endIndex...]
        return String(decoding: word.map(HTMLLinks.lowered), as: UTF8.self)
    }
}
