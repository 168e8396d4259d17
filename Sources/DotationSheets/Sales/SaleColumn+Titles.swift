internal import DotationSales
internal import Dotations

extension SaleColumn: TableColumn {
    var otherTitles: String {
        switch self {
        case .event: "nomdelevenement levenement evenements nomevenement event eventname campagne"
        case .session: "nomdelasession nomsession sessions chequier cheques chequesancv produit article billet ticket sessionname"
        case .matricule: SheetColumn.matricule.otherTitles
        case .lastName: SheetColumn.lastName.otherTitles + " participantnom nomduparticipant nomparticipant"
        case .firstName: SheetColumn.firstName.otherTitles + " participantprenom prenomduparticipant prenomparticipant"
        case .email: "adressemail " + SheetColumn.email.otherTitles
        case .mobile: SheetColumn.mobile.otherTitles
        case .quantity:
            """
            qte qt nombre nb nbre nombredechequiers nbdechequiers nbchequiers nombredeplaces nbdeplaces nbplaces places chequiers quantity
            qty count
            """
        case .pricePaid:
            """
            prix montantpaye montantregle montant prixtotal totalpaye paye sommepayee partsalarie partsalariale prixregle
            montantpayeen prixpayeen prixpayeeur pricepaid amountpaid price
            """
        case .date:
            """
            datedevente datevente datedinscription dateinscription datedachat dateachat datedelavente dateducommande datedecommande
            datecommande datedepaiement datepaiement inscritle vendule achetele jour saledate orderdate createdat
            """
        case .status: "statutvente statutdelavente statutdelacommande statutcommande statutinscription etat etatdelavente status state"
        case .reference:
            """
            referencepaiement refpaiement refdepaiement referencedupaiement reference ref idpaiement idstripe stripe referencestripe
            paiement npaiement ndepaiement numerodepaiement transaction idtransaction ndetransaction paymentreference paymentid
            paymentintent chargeid
            """
        case .otherSales: ""
        }
    }

    var isName: Bool { self == .matricule || self == .email || self == .mobile || self == .reference }
}
