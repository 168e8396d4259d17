internal import Dotations

extension SaleEvent {
    func faults(at index: Int) -> [SetupFault] {
        var faults: [SetupFault] = []
        let place = SetupFault.Place.event(index)
        if id.key.isEmpty { faults.append(SetupFault(.eventNameMissing, at: place)) }
        faults += SetupFault.lengths([name], at: place)
        faults += SetupFault.lengths([description, images.joined(separator: "\n")], limit: SaleSetup.longestText, at: place)
        if !verifiesContacts { faults.append(SetupFault(.eventContactsUnverified(name), at: place)) }
        if let maximum, !(1...SaleSession.largestCap ~= maximum) {
            faults.append(SetupFault(.eventMaximumInvalid(name, maximum), at: place))
        }
        var kinds: Set<SupportingDocument.Kind> = []
        for (position, criterion) in criteria.enumerated() {
            let place = SetupFault.Place.criterion(event: index, position)
            if !kinds.insert(criterion.kind).inserted {
                faults.append(SetupFault(.criterionDuplicate(criterion.kind, event: name), at: place))
            }
            if !criterion.kind.hasAmount, criterion.bracket != .all {
                faults.append(SetupFault(.criterionWithBounds(criterion.kind, event: name), at: place))
            } else if criterion.bracket.isEmpty {
                faults.append(SetupFault(.criterionEmpty(criterion.kind, event: name), at: place))
            }
        }
        if sessions.isEmpty { faults.append(SetupFault(.eventWithoutSession(name), at: place)) }
        var names: Set<SaleSession.ID> = []
        for (position, session) in sessions.enumerated() {
            let place = SetupFault.Place.session(event: index, position)
            let id = id(of: session)
            if id.key.isEmpty {
                faults.append(SetupFault(.sessionNameMissing(event: name), at: place))
            } else if !names.insert(id).inserted {
                faults.append(SetupFault(.sessionDuplicate(session.name, event: name), at: place))
            }
            faults += session.faults(at: place)
        }
        return faults
    }
}

extension SaleSession {
    fileprivate func faults(at place: SetupFault.Place) -> [SetupFault] {
        var faults = SetupFault.lengths([name, address], at: place)
        if faceValue <= .zero {
            faults.append(SetupFault(.sessionFaceValueMissing(name), at: place))
        } else if faceValue > Self.largestFaceValue {
            faults.append(SetupFault(.sessionFaceValueTooLarge(name, faceValue, limit: Self.largestFaceValue), at: place))
        } else if price > faceValue || price < .zero {
            faults.append(SetupFault(.sessionPriceAboveFaceValue(name, price: price, faceValue: faceValue), at: place))
        }
        if let named = Self.faceValue(named: name), named != faceValue {
            faults.append(SetupFault(.sessionFaceValueContradicts(name, named: named, is: faceValue), at: place))
        }
        if registration.last < registration.first { faults.append(SetupFault(.sessionRegistrationReversed(name), at: place)) }
        if let dates, dates.last < dates.first { faults.append(SetupFault(.sessionDatesReversed(name), at: place)) }
        if !(1...Self.largestPlaces ~= placesPerBeneficiary) {
            faults.append(SetupFault(.sessionPlacesInvalid(name, placesPerBeneficiary), at: place))
        }
        if let cap, !(1...Self.largestCap ~= cap) { faults.append(SetupFault(.sessionCapInvalid(name, cap), at: place)) }
        return faults
    }
}

extension SetupFault {
    /// A fault for each text that is too long.
    static func lengths(_ texts: [String], limit: Int = SaleSetup.longestName, at place: Place) -> [SetupFault] {
        texts.filter { $0.utf8.count > limit && $0.unicodeScalars.count > limit }
            .map { SetupFault(.textTooLong($0, limit: limit), at: place) }
    }
}
