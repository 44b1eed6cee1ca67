/**
 * Who is kept out: bans on nicknames, addresses and ranges of addresses, and the list that a bridge looks into.
 *
 * <p>Knows nicknames; knows neither sessions nor where bans are stored.
 */
@NullMarked
package parley.bridge.chat.ban;

import org.jspecify.annotations.NullMarked;
