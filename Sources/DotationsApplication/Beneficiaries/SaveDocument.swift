internal import DotationAccounts
public import DotationSales
public import DotationStore
internal import Dotations

extension Application {
    /// Adds a document that a person handed in, or puts it in the place of another one of its kind, which is named by its version: what the works
    /// council decides on a document is put so. The rules are those by which a workbook is loaded.
    ///
    /// To plan it throws `store.sales-moved` where the person has no document of that version any more; `nothing-to-do` where a document that is
    /// added is there.
    public func saveDocument(_ document: SupportingDocument, inPlaceOf version: String? = nil) -> UseCase<SetupReport, Operation> {
        saving("SaveDocument") { ledger in
            try require(.viewDocuments)
            var documents = ledger.documents(of: document.matricule).filter { $0.kind == document.kind }
            if let version {
                guard let place = documents.firstIndex(where: { $0.version == version }) else {
                    throw StoreError(.salesMoved, "The document was changed meanwhile.")
                }
                documents[place] = document
            } else {
                guard !documents.contains(document) else { throw ApplicationError.knownDocument }
                documents.append(document)
            }
            return (SaleSetup(documents: documents), [])
        }
    }
}
