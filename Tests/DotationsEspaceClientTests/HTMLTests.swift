import Testing

@testable import DotationsEspaceClient

@Suite struct HTMLTests {
    @Test func `whatever is text is escaped, in elements and in attributes`() {
        var html = HTML()
        html.element(
            "a", .title("\"><script>&'"), .href("/a?b=1&c=2"), .class(nil), .required(true), .aria(invalid: false), text: "<b>&\"'\u{0}é")
        #expect(
            html.withBytes { String(decoding: $0, as: UTF8.self) }
                == "<a title=\"&quot;&gt;&lt;script&gt;&amp;&#39;\" href=\"/a?b=1&amp;c=2\" required=\"\">&lt;b&gt;&amp;&quot;&#39;\u{FFFD}é</a>"
        )
    }

    @Test(arguments: [
        ("a=1&b=2", ["a": "1", "b": "2"]), ("a=DE+LA&b=%C3%A9", ["a": "DE LA", "b": "é"]), ("a=1&a=2", ["a": "1"]), ("", [:]),
        ("a", ["a": ""]),
        ("=x", ["": "x"]), ("a=b=c", ["a": "b=c"]), ("&&a=1&", ["a": "1"]),
    ])
    func `a form is read as browsers write it`(text: String, values: [String: String]) throws {
        let fields = try #require(Fields(text.utf8))
        for (name, value) in values { #expect(fields[name] == value) }
    }

    @Test(arguments: ["a=%", "a=%4", "a=%zz", "a=%FF", "%C3=1"])
    func `what is no form is none`(text: String) { #expect(Fields(text.utf8) == nil) }

    @Test func `a form has so many fields and no more`() {
        func form(_ count: Int) -> String { (0..<count).map { "f\($0)=1" }.joined(separator: "&") }
        #expect(Fields(form(Fields.limit).utf8) != nil && Fields(form(Fields.limit + 1).utf8) == nil)
    }

    @Test func `what is sealed is opened under its key alone, and as it was`() throws {
        let (key, other) = (Sealed.key(for: "a", from: "s"), Sealed.key(for: "a", from: "t"))
        let sealed = try #require(Sealed.text(of: ["é", "b"], under: key))
        #expect(Sealed.value([String].self, sealed, under: key) == ["é", "b"])
        #expect(Sealed.value([String].self, sealed, under: Sealed.key(for: "b", from: "s")) == nil)
        #expect(Sealed.value([String].self, sealed, under: other) == nil && Sealed.value([String].self, sealed + "A", under: key) == nil)
        for text in ["", "x", "====", String(sealed.reversed())] { #expect(Sealed.value([String].self, text, under: key) == nil) }
        #expect(Sealed.value([String].self, nil, under: key) == nil)
    }
}
