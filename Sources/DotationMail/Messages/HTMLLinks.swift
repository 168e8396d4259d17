internal import CDotationsLibXML2

/// The links of an HTML text that a reader can see and click, as far as the markup alone tells it.
///
/// What a comment, a script or a style sheet holds is no link, nor is one without a text or a picture in it, nor one that says itself that it
/// is not shown. What a style sheet hides is not known.
struct HTMLLinks {
    private(set) var visible: Set<String> = []

    init(in html: String) {
        let options = HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue | HTML_PARSE_NONET.rawValue
        let bytes = Array(html.utf8CString)
        guard let document = htmlReadMemory(bytes, Int32(bytes.count - 1), nil, "UTF-8", Int32(options)) else { return }
        defer { xmlFreeDoc(document) }
        // The nodes in the order of the document, by hand: how deep they are is the author's choice.
        var node = xmlDocGetRootElement(document)
        while let current = node {
            if Self.isLink(current), let target = Self.attribute("href", of: current), Self.showsSomething(current) {
                visible.insert(target)
            }
            node = Self.isSkipped(current) ? Self.next(after: current) : current.pointee.children ?? Self.next(after: current)
        }
    }

    private static func isLink(_ node: xmlNodePtr) -> Bool { name(node) == "a" && isShown(node) }

    /// Whether there is a text or a picture in a link.
    private static func showsSomething(_ link: xmlNodePtr) -> Bool {
        var node = link.pointee.children
        while let current = node {
            switch current.pointee.type {
            case XML_TEXT_NODE:
                if let content = current.pointee.content, xmlIsBlankNode(current) == 0, content.pointee != 0 { return true }
            case XML_ELEMENT_NODE: if name(current) == "img", isShown(current) { return true }
            default: break
            }
            node = isSkipped(current) ? next(after: current, within: link) : current.pointee.children ?? next(after: current, within: link)
        }
        return false
    }

    /// Whether an element says itself that it is not shown, or has nothing that is.
    private static func isSkipped(_ node: xmlNodePtr) -> Bool {
        guard node.pointee.type == XML_ELEMENT_NODE else { return true }
        return ["script", "style", "title", "textarea", "template", "noscript"].contains(name(node)) || !isShown(node)
    }

    private static func isShown(_ node: xmlNodePtr) -> Bool {
        let style = (attribute("style", of: node) ?? "").lowercased().filter { !$0.isWhitespace }
        return xmlHasProp(node, "hidden") == nil && !style.contains("display:none") && !style.contains("visibility:hidden")
    }

    /// The node that comes next when what is in this one is passed over.
    private static func next(after node: xmlNodePtr, within root: xmlNodePtr? = nil) -> xmlNodePtr? {
        var node: xmlNodePtr? = node
        while let current = node, current != root {
            if let next = current.pointee.next { return next }
            node = current.pointee.parent
        }
        return nil
    }

    private static func name(_ node: xmlNodePtr) -> String { node.pointee.name.map { String(cString: $0) } ?? "" }

    private static func attribute(_ name: String, of node: xmlNodePtr) -> String? {
        var attribute = node.pointee.properties
        while let current = attribute {
            if String(cString: current.pointee.name) == name {
                return current.pointee.children?.pointee.content.map { String(cString: $0) } ?? ""
            }
            attribute = current.pointee.next
        }
        return nil
    }
}
