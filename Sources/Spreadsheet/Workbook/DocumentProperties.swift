/// A workbook's core (ECMA-376 part 2, 8.3), application (part 1, 22.2) and custom (22.3) properties.
public struct DocumentProperties: Sendable, Hashable {
    /// The title.
    public var title: String?
    /// The subject.
    public var subject: String?
    /// The creator.
    public var creator: String?
    /// The keywords.
    public var keywords: String?
    /// The description; spreadsheets call it the comments.
    public var description: String?
    /// The category.
    public var category: String?
    /// The person who last saved it.
    public var lastModifiedBy: String?
    /// The time of its creation, in UTC.
    public var created: CivilDateTime?
    /// The time of its last save, in UTC.
    public var modified: CivilDateTime?

    /// The program that saved it.
    public var application: String?
    /// The company.
    public var company: String?
    /// The manager.
    public var manager: String?

    /// Custom properties, in the order of the file.
    public var custom: [Custom]

    /// A custom property.
    public struct Custom: Sendable, Hashable {
        /// The name.
        public var name: String
        /// The value.
        public var value: Value

        /// Creates a custom property.
        public init(_ name: String, _ value: Value) {
            self.name = name
            self.value = value
        }
    }

    /// The value of a custom property.
    public enum Value: Sendable, Hashable {
        /// Text.
        case text(String)
        /// A number.
        case number(Double)
        /// A Boolean value.
        case boolean(Bool)
        /// A date and time in UTC.
        case date(CivilDateTime)
    }

    /// Creates properties; those not given are not set.
    public init(
        title: String? = nil, subject: String? = nil, creator: String? = nil, keywords: String? = nil, description: String? = nil,
        category: String? = nil, lastModifiedBy: String? = nil, created: CivilDateTime? = nil, modified: CivilDateTime? = nil,
        application: String? = nil, company: String? = nil, manager: String? = nil, custom: [Custom] = []
    ) {
        self.title = title
        self.subject = subject
        self.creator = creator
        self.keywords = keywords
        self.description = description
        self.category = category
        self.lastModifiedBy = lastModifiedBy
        self.created = created
        self.modified = modified
        self.application = application
        self.company = company
        self.manager = manager
        self.custom = custom
    }
}
