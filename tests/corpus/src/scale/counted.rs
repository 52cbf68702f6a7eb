//! Counts the statements of a reading, by standing between it and the server.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use harness::Database;
use schema_diff::introspect;
use schema_diff::server::{Connection, Target};
use tokio::io::{AsyncReadExt, AsyncWriteExt, copy};
use tokio::net::{TcpListener, TcpStream, tcp::OwnedReadHalf, tcp::OwnedWriteHalf};

use crate::Failure;

/// How many messages of a reading hold a statement: simple queries and prepared ones.
pub(super) async fn queries(database: &Database) -> Result<usize, Failure> {
    let url = Target::parse(&database.url())?;
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let port = listener.local_addr()?.port();
    let count = Arc::new(AtomicUsize::new(0));
    tokio::spawn(forward(listener, url.address(), Arc::clone(&count)));
    let through = database.url().replace(&url.address(), &format!("127.0.0.1:{port}"));
    let mut client = Connection::open(&Target::parse(&through)?).await?;
    let before = count.load(Ordering::SeqCst);
    introspect::read(&mut client).await?;
    Ok(count.load(Ordering::SeqCst) - before)
}

async fn forward(listener: TcpListener, server: String, count: Arc<AtomicUsize>) -> std::io::Result<()> {
    let (near, _) = listener.accept().await?;
    let (mut from_near, mut to_near) = near.into_split();
    let (mut from_far, mut to_far) = TcpStream::connect(server).await?.into_split();
    tokio::spawn(async move { copy(&mut from_far, &mut to_near).await });
    // The first message has no type.
    let size = from_near.read_u32().await?;
    pass(size, &mut from_near, &mut to_far).await?;
    loop {
        let kind = from_near.read_u8().await?;
        if matches!(kind, b'Q' | b'P') {
            count.fetch_add(1, Ordering::SeqCst);
        }
        to_far.write_u8(kind).await?;
        let size = from_near.read_u32().await?;
        pass(size, &mut from_near, &mut to_far).await?;
    }
}

/// Passes a message on. Its size counts the four bytes of the size.
async fn pass(size: u32, from: &mut OwnedReadHalf, to: &mut OwnedWriteHalf) -> std::io::Result<()> {
    let mut body = vec![0; size.saturating_sub(4) as usize];
    from.read_exact(&mut body).await?;
    to.write_u32(size).await?;
    to.write_all(&body).await
}
