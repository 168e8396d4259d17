public import Dotations
internal import Spreadsheet

/// Which export a sheet began as: written into the workbook's custom properties, which spreadsheets keep when they save.
public struct SheetOrigin: Sendable, Hashable {
    /// The store's name for the export, at most 255 characters.
    public let export: String
    /// The order whose dotations were exported.
    public let order: OrderNumber

    /// The origin of a sheet that was exported.
    public init(export: String, order: OrderNumber) {
        self.export = export
        self.order = order
    }

    private static let exportName = "Dotations.Export"
    private static let orderName = "Dotations.Commande"

    /// The origin that a workbook names; nil where it has none, or only half of one.
    init?(_ properties: DocumentProperties) {
        func text(_ name: String) -> String? {
            switch properties.custom.first(where: { $0.name == name })?.value {
            case .text(let text): text
            case .number(let number): Int(exactly: number).map { String($0) }
            default: nil
            }
        }
        guard let export = text(Self.exportName), !export.isEmpty, export.utf16.count <= 255,
            let order = text(Self.orderName).flatMap({ OrderNumber($0) })
        else { return nil }
        self.init(export: export, order: order)
    }

    /// The custom property with the hashes of the files that a workbook's requests came in before.
    static let earlierFilesName = "Dotations.Fichiers"

    var properties: [DocumentProperties.Custom] {
        [.init(Self.exportName, .text(export)), .init(Self.orderName, .text(order.description))]
    }
}
