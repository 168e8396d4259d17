internal import Dotations
internal import HTTPTypes
internal import Hummingbird

/// A style sheet, a script or a picture of the pages. Its address has its hash, so that a browser keeps it for good.
struct Asset: Sendable {
    let path: String
    private let type: String
    private let bytes: [UInt8]

    private init(_ name: String, _ ending: String, _ type: String, _ bytes: [UInt8]) {
        path = "/\(name).\(Hash256(of: bytes).description.prefix(16)).\(ending)"
        self.type = type
        self.bytes = bytes
    }

    static let style = Asset("style", "css", "text/css; charset=utf-8", PackageResources.style_css)
    static let module = Asset("pages", "js", "text/javascript; charset=utf-8", PackageResources.pages_js)
    /// What a browser shows in a tab. Without one that is named it asks for another.
    static let icon = Asset("icon", "svg", "image/svg+xml", PackageResources.icon_svg)
    static let all = [style, module, icon]

    var response: Response {
        Response(
            status: .ok, headers: [.contentType: type, .cacheControl: "public, max-age=31536000, immutable"],
            body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
