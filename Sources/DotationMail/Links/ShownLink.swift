/// A link that somebody shows, or its token alone.
public struct ShownLink: Sendable, Hashable {
    /// The number of the job that it names. The number alone proves nothing: ``ActivationLink/verdict(on:isLatest:at:)`` does.
    public let job: Int
    let token: String

    /// Why a text is no link of the installation.
    public enum Fault: Error, Sendable, Hashable {
        /// It leads elsewhere than the installation's links do: to another host or page.
        case leadsElsewhere
        /// It has no token that the installation could have made.
        case noToken
    }

    /// Takes a text apart.
    ///
    /// Mail programs and servers on the way add parameters, a fragment, or change their order: only where the link leads and its token count.
    ///
    /// - Parameters:
    ///   - text: a link, or its token alone.
    ///   - settings: where the installation's links lead.
    /// - Throws: ``Fault``.
    public init(_ text: String, settings: LinkSettings) throws(Fault) {
        let bytes = text.utf8
        guard bytes.count <= 4000 else { throw .noToken }
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), bytes[colon...].starts(with: "://".utf8) else {
            try self.init(token: bytes[...])
            return
        }
        guard Self.place(bytes[...]).elementsEqual(Self.place(settings.base.utf8[...])) else { throw .leadsElsewhere }
        let query = bytes.drop { $0 != UInt8(ascii: "?") }.dropFirst().prefix { $0 != UInt8(ascii: "#") }
        let tokens = query.split(separator: UInt8(ascii: "&")).filter { $0.starts(with: ActivationLink.parameter.utf8) }
        guard tokens.count == 1, let token = tokens.first else { throw .noToken }
        try self.init(token: token.dropFirst(ActivationLink.parameter.utf8.count))
    }

    private init(token: Substring.UTF8View) throws(Fault) {
        let number = token.prefix { $0 != UInt8(ascii: "-") }
        guard !number.isEmpty, number.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }), let job = Int(Substring(number)) else {
            throw .noToken
        }
        self.job = job
        self.token = String(Substring(token))
    }

    /// The scheme, the host and the path of a link; schemes and hosts are the same in small letters, and an empty path is `/` (RFC 3986, 6.2).
    private static func place(_ link: Substring.UTF8View) -> [UInt8] {
        let link = link.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
        var place: [UInt8] = []
        var slashes = 0
        for byte in link {
            if byte == UInt8(ascii: "/") { slashes += 1 }
            place.append(slashes < 3 && UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? byte | 0x20 : byte)
        }
        if slashes == 2 { place.append(UInt8(ascii: "/")) }
        return place
    }
}
