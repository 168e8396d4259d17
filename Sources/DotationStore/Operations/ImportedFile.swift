public import Dotations

/// The file that an operation read. The store knows it again by its hashes, and forgets its name, which can be the name of a person.
public struct ImportedFile: Sendable, Hashable {
    /// The file's name without its folders; nil once it is no longer kept.
    public let name: String?
    /// The hash of the name, which stays.
    public let nameHash: Hash256
    /// The hash of its bytes.
    public let content: Hash256

    /// A file of this name, without its folders, and of bytes with this hash.
    public init(name: String, content: Hash256) {
        self.init(name: name, nameHash: Self.hash(ofName: name), content: content)
    }

    init(name: String?, nameHash: Hash256, content: Hash256) {
        self.name = name
        self.nameHash = nameHash
        self.content = content
    }

    static func hash(ofName name: String) -> Hash256 { Hash256(of: Array(name.utf8)) }
}
