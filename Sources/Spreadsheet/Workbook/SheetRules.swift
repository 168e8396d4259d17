/// The rules for input and the conditional formats of a worksheet.
struct SheetRules: Sendable {
    var dataValidations: [DataValidation] = []
    var conditionalFormats: [ConditionalFormat] = []
}
