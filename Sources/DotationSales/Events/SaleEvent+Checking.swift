internal import Dotations

extension SaleEvent {
    /// What is wrong with the event by itself.
    func faults(at index: Int) -> [SetupFault] {
        var faults: [SetupFault] = []
        let place = SetupFault.Place.event(index)
        if id.key.isEmpty { faults.append(SetupFault(.eventNameMissing, at: place)) }
        if !verifiesContacts { faults.append(SetupFault(.eventContactsUnverified, at: place, name: name)) }
        if let maximum, !(1...SaleSession.largestCap ~= maximum) {
            faults.append(SetupFault(.eventMaximumInvalid, at: place, name: name, count: maximum))
        }
        var kinds: Set<SupportingDocument.Kind> = []
        for (position, criterion) in criteria.enumerated() {
            let place = SetupFault.Place.criterion(event: index, position)
            if !kinds.insert(criterion.kind).inserted {
                faults.append(SetupFault(.criterionDuplicate, at: place, name: name, document: criterion.kind))
            }
            if !criterion.kind.hasAmount, criterion.bracket != .all {
                faults.append(SetupFault(.criterionWithBounds, at: place, name: name, document: criterion.kind))
            } else if criterion.bracket.isEmpty {
                faults.append(SetupFault(.criterionEmpty, at: place, name: name, document: criterion.kind))
            }
        }
        if sessions.isEmpty { faults.append(SetupFault(.eventWithoutSession, at: place, name: name)) }
        var names: Set<SaleSession.ID> = []
        for (position, session) in sessions.enumerated() {
            let place = SetupFault.Place.session(event: index, position)
            let id = id(of: session)
            if id.key.isEmpty {
                faults.append(SetupFault(.sessionNameMissing, at: place, otherName: name))
            } else if !names.insert(id).inserted {
                faults.append(SetupFault(.sessionDuplicate, at: place, name: session.name, otherName: name))
            }
            faults += session.faults(at: place)
        }
        return faults
    }
}

extension SaleSession {
    fileprivate func faults(at place: SetupFault.Place) -> [SetupFault] {
        var faults: [SetupFault] = []
        if faceValue <= .zero {
            faults.append(SetupFault(.sessionFaceValueMissing, at: place, name: name))
        } else if faceValue > Self.largestFaceValue {
            faults.append(
                SetupFault(.sessionFaceValueTooLarge, at: place, name: name, amount: faceValue, otherAmount: Self.largestFaceValue))
        } else if price > faceValue || price < .zero {
            faults.append(SetupFault(.sessionPriceAboveFaceValue, at: place, name: name, amount: price, otherAmount: faceValue))
        }
        if let named = Self.faceValue(named: name), named != faceValue {
            faults.append(SetupFault(.sessionFaceValueContradicts, at: place, name: name, amount: named, otherAmount: faceValue))
        }
        if registration.last < registration.first { faults.append(SetupFault(.sessionRegistrationReversed, at: place, name: name)) }
        if let dates, dates.last < dates.first { faults.append(SetupFault(.sessionDatesReversed, at: place, name: name)) }
        if !(1...Self.largestPlaces ~= placesPerBeneficiary) {
            faults.append(SetupFault(.sessionPlacesInvalid, at: place, name: name, count: placesPerBeneficiary))
        }
        if let cap, !(1...Self.largestCap ~= cap) { faults.append(SetupFault(.sessionCapInvalid, at: place, name: name, count: cap)) }
        return faults
    }
}
