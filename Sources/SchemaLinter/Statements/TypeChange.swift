import PostgresCatalog
import PostgresSyntax

/// The change of a column's type, and what PostgreSQL has to do for it.
struct TypeChange {
    let old: TypeReference
    let new: TypeReference

    /// Whether all values stay as they are stored, so that nothing is read or written.
    func keepsRows(_ database: Database, timeZone: String?) -> Bool {
        guard let old = database.storage(of: old), let new = database.storage(of: new) else { return false }
        if old.oid == new.oid { return new.modifier == -1 || old == new || isWider(old, new) }
        let isInstant = Set([old.oid, new.oid]) == [.timestamp, .timestamptz]
        if isInstant {
            return ["utc", "gmt"].contains(timeZone?.lowercased())
                && (new.modifier == -1 || new.modifier == old.modifier)
        }
        guard new.modifier == -1 else { return false }
        let cast = database.casts.find(CastRow.name(old.oid, new.oid)).flatMap { database.casts[$0] }
        return cast?.method == .binary
    }

    /// Whether values of the old type may not fit into the new one.
    var isNarrower: Bool {
        let order: [[OID]] = [[.int8, .int4, .int2], [.float8, .float4], [.numeric, .int8, .int4, .int2]]
        for types in order {
            if let from = types.firstIndex(of: old.oid), let to = types.firstIndex(of: new.oid), from < to {
                return true
            }
        }
        switch (old.oid, new.oid) {
        case (.varchar, .varchar), (.varchar, .bpchar), (.bpchar, .varchar), (.bpchar, .bpchar), (.varbit, .varbit):
            return new.modifier >= 0 && (old.modifier < 0 || new.modifier < old.modifier)
        case (.text, .varchar), (.text, .bpchar): return new.modifier >= 0
        case (.numeric, .numeric):
            guard new.modifier >= 4 else { return false }
            return old.modifier < 4 || new.wholeDigits < old.wholeDigits || new.scale < old.scale
        default: return false
        }
    }

    private func isWider(_ old: TypeReference, _ new: TypeReference) -> Bool {
        guard old.modifier >= 0 else { return false }
        switch old.oid {
        case .varchar, .varbit, .timestamp, .timestamptz, .time, .timetz, .interval:
            return new.modifier >= old.modifier
        case .numeric:
            return old.modifier >= 4 && new.scale == old.scale && new.modifier >= old.modifier
        default: return false
        }
    }
}

extension TypeReference {
    /// The digits behind the point of a `numeric`.
    fileprivate var scale: Int32 { (modifier - 4) & 0xFFFF }
    /// The digits before the point of a `numeric`.
    fileprivate var wholeDigits: Int32 { ((modifier - 4) >> 16) - scale }
}

extension Database {
    /// The type that values of a type are stored as; nil for a domain whose constraints each value has to be checked by.
    fileprivate func storage(of type: TypeReference) -> TypeReference? {
        guard let row = types[type.oid], row.kind == .domain, let base = row.base else { return type }
        let isFree = row.notNullConstraint == nil && !constraints.userRows.contains { $0.row.domain == type.oid }
        return isFree ? storage(of: base) : nil
    }
}
