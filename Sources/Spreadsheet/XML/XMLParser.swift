internal import CDotationsLibXML2

/// Parses an XML part, by the limit checker and libxml2, into a handler.
///
/// libxml2 may not use the network, document types or entities. The bytes must be UTF-8, whatever the part declares.
final class XMLParser {
    private let limits: ReadLimits
    private let handler: XMLHandler
    private var context: xmlParserCtxtPtr?
    private var scan: XMLLimitChecker
    private var failure: SpreadsheetError?
    @exclusivity(unchecked) private var hasFailed = false
    private let namespaces = XMLNamespaces()

    init(handler: XMLHandler, limits: ReadLimits) throws(SpreadsheetError) {
        self.handler = handler
        self.limits = limits
        scan = XMLLimitChecker(limits: limits)
        var callbacks = Self.callbacks
        context = xmlCreatePushParserCtxt(&callbacks, Unmanaged.passUnretained(self).toOpaque(), nil, 0, nil)
        guard context != nil else { throw SpreadsheetError(.outOfMemory, "libxml2 has no memory") }
        xmlCtxtUseOptions(context, Int32(XML_PARSE_NONET.rawValue | XML_PARSE_IGNORE_ENC.rawValue))
    }

    deinit {
        xmlFreeParserCtxt(context)
    }

    /// Parses bytes up to the end, or up to the end of the first tag that is a cut.
    ///
    /// - Throws: An error of the limit checker, libxml2 or the handler.
    func parse(_ bytes: UnsafeBufferPointer<UInt8>) throws(SpreadsheetError) -> (count: Int, cut: XMLLimitChecker.Cut?) {
        let (count, cut, fault) = scan.scan(bytes)
        try push(UnsafeBufferPointer(rebasing: bytes[..<count]))
        if let fault { throw fault }
        return (count, cut)
    }

    /// Whether libxml2 has parsed all bytes that it was given.
    var hasTakenAll: Bool {
        guard let input = context?.pointee.input else { return false }
        return input.pointee.cur == input.pointee.end
    }

    func parseAll(_ bytes: UnsafeBufferPointer<UInt8>) throws(SpreadsheetError) {
        var done = 0
        while done < bytes.count {
            done += try parse(UnsafeBufferPointer(rebasing: bytes[done...])).count
        }
    }

    /// Ends the part.
    ///
    /// - Throws: `xml.malformed` if the root element is not closed.
    func finish() throws(SpreadsheetError) {
        xmlParseChunk(context, nil, 0, 1)
        try check()
    }

    private func push(_ bytes: UnsafeBufferPointer<UInt8>) throws(SpreadsheetError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let piece = rest.prefix(1 << 16)
            UnsafeBufferPointer(rebasing: piece).withMemoryRebound(to: CChar.self) { characters in
                _ = xmlParseChunk(context, characters.baseAddress, Int32(characters.count), 0)
            }
            try check()
            rest = rest.dropFirst(piece.count)
        }
    }

    private func check() throws(SpreadsheetError) {
        if let failure { throw failure }
        guard let context, context.pointee.wellFormed != 0 else {
            guard context?.pointee.errNo != Int32(XML_ERR_NO_MEMORY.rawValue) else {
                throw SpreadsheetError(.outOfMemory, "libxml2 has no memory")
            }
            // For bytes that are not UTF-8, libxml2's error depends on how they are cut.
            throw SpreadsheetError(.malformedXML, "the part is not well-formed XML")
        }
    }

    /// Call wherever a name can be new. The first error then does not depend on how the bytes are cut.
    private func checkNames() throws(SpreadsheetError) {
        let names = Int(xmlDictSize(context?.pointee.dict))
        guard names <= limits.names else {
            throw SpreadsheetError(.tooManyNames, exceeds: limits.names, measured: names, "the part has too many distinct names")
        }
    }

    // MARK: - Callbacks

    private func fail(_ error: SpreadsheetError) {
        failure = failure ?? error
        hasFailed = true
        xmlStopParser(context)
    }

    /// Calls a closure with a callback's parser, unless that has failed. The caller of libxml2 keeps the parser alive.
    @inline(__always)
    private static func with(_ context: UnsafeMutableRawPointer?, _ body: (XMLParser) throws(SpreadsheetError) -> Void) {
        guard let context else { return }
        Unmanaged<XMLParser>.fromOpaque(context)._withUnsafeGuaranteedRef { parser in
            if parser.hasFailed { return }
            do throws(SpreadsheetError) { try body(parser) } catch { parser.fail(error) }
        }
    }

    private static var callbacks: xmlSAXHandler {
        var sax = xmlSAXHandler()
        sax.initialized = UInt32(XML_SAX2_MAGIC)
        sax.internalSubset = { context, _, _, _ in
            XMLParser.with(context) { (_: XMLParser) throws(SpreadsheetError) in
                throw SpreadsheetError(.doctype, "the part has a document type declaration")
            }
        }
        sax.startElementNs = { context, name, prefix, uri, declarationCount, declarations, attributeCount, _, attributes in
            XMLParser.with(context) { (parser: XMLParser) throws(SpreadsheetError) in
                guard let name else { return }
                try parser.checkNames()
                guard parser.handler.skippedDepth == 0 else { return parser.handler.skippedDepth += 1 }
                let element = XMLElement(
                    namespace: parser.namespaces[uri], namespaces: parser.namespaces, name: name, prefix: prefix,
                    attributes: attributes, count: attributeCount, declarations: declarations, declarationCount: declarationCount)
                try parser.handler.start(element)
            }
        }
        sax.endElementNs = { context, _, _, _ in
            XMLParser.with(context) { (parser: XMLParser) throws(SpreadsheetError) in
                guard parser.handler.skippedDepth == 0 else { return parser.handler.skippedDepth -= 1 }
                try parser.handler.end()
            }
        }
        let characters: charactersSAXFunc = { context, start, count in
            XMLParser.with(context) { (parser: XMLParser) throws(SpreadsheetError) in
                guard let start, parser.handler.skippedDepth == 0 else { return }
                try parser.handler.text(UnsafeBufferPointer(start: start, count: Int(count)))
            }
        }
        sax.characters = characters
        sax.ignorableWhitespace = characters
        sax.cdataBlock = characters
        sax.processingInstruction = { context, _, _ in
            XMLParser.with(context) { (parser: XMLParser) throws(SpreadsheetError) in try parser.checkNames() }
        }
        // Otherwise libxml2 writes to standard error.
        sax.serror = { _, _ in }
        return sax
    }
}
