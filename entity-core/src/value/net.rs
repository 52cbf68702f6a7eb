//! Network addresses.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use bytes::{BufMut, BytesMut};
pub use cidr::{IpCidr, IpInet};
use postgres_protocol::types as wire;
use tokio_postgres::types::{IsNull, Type};

use super::{DecodeError, Encoded, TypeDef, Value};

/// An address of a host, without a prefix.
impl Value for IpAddr {
    const TYPE: TypeDef = TypeDef::builtin("inet");

    fn accepts(ty: &Type) -> bool {
        *ty == Type::INET
    }

    fn decode(raw: &[u8]) -> Result<Self, DecodeError> {
        let inet = wire::inet_from_sql(raw).map_err(|_| DecodeError::expected("inet"))?;
        let whole = inet.netmask() == if inet.addr().is_ipv4() { 32 } else { 128 };
        if whole { Ok(inet.addr()) } else { Err(DecodeError::expected("an address without a prefix")) }
    }

    fn encode(&self, _: &Type, out: &mut BytesMut) -> Encoded {
        wire::inet_to_sql(*self, if self.is_ipv4() { 32 } else { 128 }, out);
        Ok(IsNull::No)
    }

    fn literal(&self) -> Option<String> {
        Some(format!("'{self}'::inet"))
    }
}

/// An address of a host with the prefix of its network.
impl Value for IpInet {
    const TYPE: TypeDef = TypeDef::builtin("inet");

    fn accepts(ty: &Type) -> bool {
        *ty == Type::INET
    }

    fn decode(raw: &[u8]) -> Result<Self, DecodeError> {
        let error = || DecodeError::expected("inet");
        let inet = wire::inet_from_sql(raw).map_err(|_| error())?;
        Self::new(inet.addr(), inet.netmask()).map_err(|_| error())
    }

    fn encode(&self, _: &Type, out: &mut BytesMut) -> Encoded {
        wire::inet_to_sql(self.address(), self.network_length(), out);
        Ok(IsNull::No)
    }

    fn literal(&self) -> Option<String> {
        Some(format!("'{}/{}'::inet", self.address(), self.network_length()))
    }
}

/// A network.
impl Value for IpCidr {
    const TYPE: TypeDef = TypeDef::builtin("cidr");

    fn accepts(ty: &Type) -> bool {
        // The server compares networks as addresses.
        matches!(*ty, Type::CIDR | Type::INET)
    }

    fn decode(raw: &[u8]) -> Result<Self, DecodeError> {
        let error = || DecodeError::expected("cidr");
        let network = wire::inet_from_sql(raw).map_err(|_| error())?;
        Self::new(network.addr(), network.netmask()).map_err(|_| error())
    }

    fn encode(&self, _: &Type, out: &mut BytesMut) -> Encoded {
        wire::inet_to_sql(self.first_address(), self.network_length(), out);
        Ok(IsNull::No)
    }

    fn literal(&self) -> Option<String> {
        Some(format!("'{}/{}'::cidr", self.first_address(), self.network_length()))
    }
}

/// The address of a network card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MacAddr(pub [u8; 6]);

/// A text is no address of a network card. It does not show the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MacAddrError;

impl fmt::Display for MacAddrError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected six pairs of hexadecimal digits, such as 08:00:2b:01:02:03")
    }
}

impl std::error::Error for MacAddrError {}

impl fmt::Display for MacAddr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [first, rest @ ..] = self.0;
        write!(f, "{first:02x}")?;
        rest.iter().try_for_each(|byte| write!(f, ":{byte:02x}"))
    }
}

impl FromStr for MacAddr {
    type Err = MacAddrError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let pair = |pair: &str| match pair.len() {
            2 if !pair.starts_with('+') => u8::from_str_radix(pair, 16).map_err(|_| MacAddrError),
            _ => Err(MacAddrError),
        };
        let bytes: Vec<u8> = text.split([':', '-']).map(pair).collect::<Result<_, _>>()?;
        bytes.try_into().map(Self).map_err(|_| MacAddrError)
    }
}

impl serde::Serialize for MacAddr {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for MacAddr {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl Value for MacAddr {
    const TYPE: TypeDef = TypeDef::builtin("macaddr");

    fn accepts(ty: &Type) -> bool {
        *ty == Type::MACADDR
    }

    fn decode(raw: &[u8]) -> Result<Self, DecodeError> {
        raw.try_into().map(Self).map_err(|_| DecodeError::expected("macaddr"))
    }

    fn encode(&self, _: &Type, out: &mut BytesMut) -> Encoded {
        out.put_slice(&self.0);
        Ok(IsNull::No)
    }

    fn literal(&self) -> Option<String> {
        Some(format!("'{self}'::macaddr"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_is_never_lost() {
        let inet: IpInet = "10.1.2.3/24".parse().expect("an address");
        let mut out = BytesMut::new();
        inet.encode(&Type::INET, &mut out).expect("encodes");
        assert_eq!(IpInet::decode(&out), Ok(inet));
        assert!(IpAddr::decode(&out).is_err());
        assert!(IpCidr::decode(&out).is_err(), "bits beside the network");
        for end in 0..out.len() {
            assert!(IpInet::decode(&out[..end]).is_err() && IpAddr::decode(&out[..end]).is_err());
        }
        assert_eq!(inet.literal().as_deref(), Some("'10.1.2.3/24'::inet"));
    }

    #[test]
    fn an_address_of_a_card_is_read_and_written() {
        let address = MacAddr([8, 0, 0x2b, 1, 2, 0xff]);
        assert_eq!(address.to_string(), "08:00:2b:01:02:ff");
        assert_eq!("08-00-2B-01-02-FF".parse(), Ok(address));
        for text in ["", "08:00:2b:01:02", "08:00:2b:01:02:03:04", "8:0:2b:1:2:3", "+8:00:2b:01:02:03"] {
            assert_eq!(text.parse::<MacAddr>(), Err(MacAddrError));
        }
        assert!(MacAddr::decode(&[1, 2, 3]).is_err());
    }
}
