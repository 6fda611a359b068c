/**
 * The Sealcharge card as a Java Card applet, for Java Card 3.0.4 and 3.0.5. The code keeps to the card's language: bytes, shorts and booleans,
 * arrays of one dimension, no objects made after install. A test holds it to that. The bytes are those of the project's card protocol.
 */
package io.sealcharge.card.applet;
