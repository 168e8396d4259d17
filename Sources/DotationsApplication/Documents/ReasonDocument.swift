internal import DotationSales
internal import Dotations

/// Why a row is refused, for programs.
public struct ReasonDocument: Encodable, Sendable {
    private enum CodingKeys: CodingKey { case code, cell, message, advice }

    /// What is wrong, by a name that programs can rely on.
    public let code: String
    /// The cell that it is about, such as `F5`.
    @Null public var cell: String?
    /// What is wrong.
    public let message: String
    /// What to do about it.
    public let advice: String
    /// What the rows of this code have in common; people alone read it, above such rows.
    public let summary: String
    /// What is wrong, without the values that it is about; nil where that cannot be said.
    public let messageWithoutValues: String?
}

extension ReasonDocument {
    init(_ reason: SaleRefusal, cell: String? = nil) {
        self.init(
            code: reason.code.rawValue, cell: cell, message: reason.message, advice: reason.advice, summary: reason.code.summary,
            messageWithoutValues: reason.messageWithoutValues)
    }

    init(_ reason: Reason, cell: String? = nil, words: (message: String, advice: String)) {
        self.init(
            code: reason.code.rawValue, cell: cell, message: words.message, advice: words.advice, summary: reason.code.summary,
            messageWithoutValues: reason.messageWithoutValues)
    }
}
