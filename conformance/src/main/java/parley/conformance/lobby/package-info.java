/**
 * A small lobby in memory that speaks the protocol to clients, honestly, but for the faults that a case asks for. Knows no case and
 * no client.
 */
@NullMarked
package parley.conformance.lobby;

import org.jspecify.annotations.NullMarked;
