/// What a browser says of itself, as far as a person recognises their own by it.
enum Agent {
    // Each browser also says that it is those that stand after it here.
    private static let browsers = [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("Chrome/", "Chrome"), ("CriOS/", "Chrome"),
        ("Safari/", "Safari"),
    ]
    private static let systems = [
        ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("Linux", "Linux"),
    ]

    /// « Firefox, Windows ».
    static func name(_ header: String?) -> String {
        func known(_ names: [(String, String)]) -> String? { names.first { header?.contains($0.0) == true }?.1 }
        let names = [known(browsers), known(systems)].compactMap(\.self)
        return names.isEmpty ? "navigateur inconnu" : names.joined(separator: ", ")
    }
}
