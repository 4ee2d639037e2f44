import PostgresSyntax

/// What a change does to an object that is there, as far as its place among others that do so too is free.
extension Change {
    /// A property of an object that some statements set.
    struct Setting {
        /// What kind of property it is.
        let family: String
        /// Which of them: the name of a column, a trigger, a partition.
        let member: String
    }

    /// The property it sets; nil if it is none, or more than one.
    var setting: Setting? {
        guard let action else { return nil }
        let name = action.name ?? ""
        switch action.subtype {
        case .attachPartition:
            return Setting(family: "partition ", member: action.def.flatMap(PartitionCmd.init)?.name?.relname ?? "")
        case .setNotNull, .dropNotNull: return Setting(family: "nullability ", member: name)
        case .columnDefault: return Setting(family: "default ", member: name)
        case .setStatistics: return Setting(family: "statistics ", member: name)
        case .setStorage: return Setting(family: "storage ", member: name)
        case .setCompression: return Setting(family: "compression ", member: name)
        case .enableTrig, .enableAlwaysTrig, .enableReplicaTrig, .disableTrig:
            return Setting(family: "trigger ", member: name)
        case .enableRowSecurity, .disableRowSecurity: return Setting(family: "row security", member: "")
        case .forceRowSecurity, .noForceRowSecurity: return Setting(family: "row security of the owner", member: "")
        case .clusterOn, .dropCluster: return Setting(family: "cluster", member: "")
        case .replicaIdentity: return Setting(family: "replica identity", member: "")
        default: return nil
        }
    }

    /// The family of properties that it sets all at once; nil for others.
    var setsAll: String? {
        switch action?.subtype {
        case .enableTrigAll, .enableTrigUser, .disableTrigAll, .disableTrigUser: return "trigger "
        default: return nil
        }
    }
}
