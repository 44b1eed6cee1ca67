// Package parley is a client for Parley, a chat server that speaks lines of text.
//
// A [Client] stays in the chat whatever becomes of connections and servers: it gives out each message of the lobby once,
// and says each of its own exactly once.
//
//	chat, err := parley.Connect(ctx, parley.Config{Addresses: []string{"localhost:7070"}, Nick: "ann"})
//	…
//	time, err := chat.Pub(ctx, "Hello, everyone")
//	for {
//		event, err := chat.Next(ctx)
//		…
//	}
//
// Below it there are two more layers: a [Session] is one connection, of which its user sees every answer; and a codec,
// [Decoder], [Parse] and the functions whose names end in Line, does no I/O.
//
// What goes over the wire is described in protocol/PROTOCOL.md of Parley's repository.
package parley
