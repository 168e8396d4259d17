/// What a workbook says of itself: the core properties (ECMA-376 part 2, 8.3), those of the application (part 1, 22.2) and custom ones (22.3).
public struct DocumentProperties: Sendable, Hashable {
    /// The title.
    public var title: String?
    /// What it is about.
    public var subject: String?
    /// Who made it.
    public var creator: String?
    /// Words to find it by.
    public var keywords: String?
    /// A description; spreadsheets call it the comments.
    public var description: String?
    /// The kind of document.
    public var category: String?
    /// Who saved it last.
    public var lastModifiedBy: String?
    /// When it was made, in UTC.
    public var created: CivilDateTime?
    /// When it was saved last, in UTC.
    public var modified: CivilDateTime?

    /// The program that saved it.
    public var application: String?
    /// The company.
    public var company: String?
    /// The manager.
    public var manager: String?

    /// Properties with names of the user's own choice, in the order of the file.
    public var custom: [Custom]

    /// A property with a name of the user's own choice.
    public struct Custom: Sendable, Hashable {
        /// The name.
        public var name: String
        /// The value.
        public var value: Value

        /// A property from its name and its value.
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
        /// A truth value.
        case boolean(Bool)
        /// A moment in UTC.
        case date(CivilDateTime)
    }

    /// Properties of which only some are set.
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
